import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use environment-specific secrets",
  refusedBy: ["secret-uses-customer-managed-key"],
  program: () => {
    plainService({ secret: { kmsKeyId: "alias/aws/secretsmanager" } });
  },
};
