import { imageRepository } from "../image-repository";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["image-tags-are-immutable"],
  program: (name) => {
    imageRepository(name, { imageTagMutability: "MUTABLE" });
  },
};
