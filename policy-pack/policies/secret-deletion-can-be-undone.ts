import { nist80053 } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, valuesAt } from "../known-values";

const property = "recoveryWindowInDays";

export const secretDeletionCanBeUndone = inputPolicy({
  name: "secret-deletion-can-be-undone",
  description: "A secret in production that was deleted can be restored for some days.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the secret's recoveryWindowInDays to 7 to 30, or leave it out, which is 30.",
  framework: nist80053("CP-9", "System Backup"),
  configSchema: {
    properties: {
      environments: {
        type: "array",
        items: { type: "string" },
        default: ["prod"],
        description: "Names of the stacks that this is required of.",
      },
      minimumDays: {
        type: "integer",
        default: 7,
        description: "Shortest recoveryWindowInDays there, 7 to 30 days.",
      },
    },
  },
  inspect: { "aws:secretsmanager/secret:Secret": findingsOf },
});

function findingsOf(secret: Fields, { stack, config }: Context): Finding[] {
  if (!valuesAt(config, "environments").includes(stack)) return [];
  const [days] = valuesAt(secret, property);
  const [minimum] = valuesAt(config, "minimumDays");
  if (days === notKnown) return [{ doubt: property, property }];
  if (typeof days !== "number" || typeof minimum !== "number" || days >= minimum) return [];
  return [{ fault: `${property} is ${days} in ${stack}: set it to ${minimum} at least, or leave it out` }];
}
