import { existingSecretArn, plainService } from "../plain-service";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Don't share secrets across environments",
  refusedBy: ["no-secret-of-another-environment"],
  program: (name) => {
    const valueFrom = `${existingSecretArn.replace("-prod-", "-stage-")}:password::`;
    plainService(name, { container: { secrets: [{ name: "DATABASE_PASSWORD", valueFrom }] } });
  },
};
