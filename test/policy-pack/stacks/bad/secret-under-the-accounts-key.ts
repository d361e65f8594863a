import { plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Use environment-specific secrets",
  refusedBy: ["secret-uses-customer-managed-key"],
  program: (name) => {
    plainService(name, { secret: { kmsKeyId: "alias/aws/secretsmanager" } });
  },
};
