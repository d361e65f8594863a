import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["kms-key-rotates"],
  program: (name) => {
    plainService(name, { key: { enableKeyRotation: false } });
  },
};
