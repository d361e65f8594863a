import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["container-root-filesystem-is-read-only"],
  program: (name) => {
    plainService(name, { container: { readonlyRootFilesystem: false } });
  },
};
