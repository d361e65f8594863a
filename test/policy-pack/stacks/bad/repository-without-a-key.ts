import { imageRepository } from "../image-repository";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["image-repository-is-encrypted-with-kms"],
  program: (name) => {
    imageRepository(name, { encryptionConfigurations: [] });
  },
};
