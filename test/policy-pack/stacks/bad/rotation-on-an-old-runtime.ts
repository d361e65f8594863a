import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["function-runtime-is-supported"],
  program: (name) => {
    rotatedSecret(name, { lambda: { runtime: "nodejs18.x" } });
  },
};
