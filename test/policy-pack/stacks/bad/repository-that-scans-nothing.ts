import { imageRepository } from "../image-repository";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["image-repository-scans-on-push"],
  program: (name) => {
    imageRepository(name, { imageScanningConfiguration: { scanOnPush: false } });
  },
};
