import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't grant excessive permissions",
  refusedBy: ["kms-key-policy-cannot-lock-out"],
  program: (name) => {
    plainService(name, { key: { bypassPolicyLockoutSafetyCheck: true } });
  },
};
