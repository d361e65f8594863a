import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["rotation-function-logs-expire"],
  program: (name) => {
    rotatedSecret(name, { logGroup: { retentionInDays: undefined } });
  },
};
