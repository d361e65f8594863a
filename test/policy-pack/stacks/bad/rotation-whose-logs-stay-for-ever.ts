import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["log-group-expires", "rotation-function-logs-expire"],
  program: (name) => {
    rotatedSecret(name, { logGroup: { retentionInDays: undefined } });
  },
};
