import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["secret-rotates"],
  program: (name) => {
    plainService(name, { rotated: false });
  },
};
