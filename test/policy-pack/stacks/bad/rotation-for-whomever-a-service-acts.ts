import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["function-permission-names-its-source"],
  program: (name) => {
    rotatedSecret(name, { permission: { sourceArn: undefined } });
  },
};
