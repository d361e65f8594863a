import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: [
    "iam-actions-name-no-whole-service",
    "iam-kms-decrypt-scoped",
    "iam-pass-role-scoped",
    "iam-policy-is-not-administrator",
    "iam-resources-are-named",
    "iam-secret-read-scoped",
  ],
  program: (name) => {
    plainService(name, { permissions: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
  },
};
