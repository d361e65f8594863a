import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, valuesAt } from "../known-values";

const property = "deletionWindowInDays";

export const kmsKeyDeletionWaits = inputPolicy({
  name: "kms-key-deletion-waits",
  description:
    "A KMS key in production can be saved from deletion for 30 days: with the key goes all that it encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the key's deletionWindowInDays to 30, or leave it out.",
  framework: awsFoundationalSecurity("KMS.3", "AWS KMS keys should not be deleted unintentionally"),
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
        default: 30,
        description: "Shortest deletionWindowInDays there, 7 to 30 days.",
      },
    },
  },
  inspect: {
    "aws:kms/key:Key": findingsOf,
    "aws:kms/replicaKey:ReplicaKey": findingsOf,
    "aws:kms/externalKey:ExternalKey": findingsOf,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": findingsOf,
  },
});

function findingsOf(key: Fields, { stack, config }: Context): Finding[] {
  if (!valuesAt(config, "environments").includes(stack)) return [];
  const [days] = valuesAt(key, property);
  const [minimum] = valuesAt(config, "minimumDays");
  if (days === notKnown) return [{ doubt: property, property }];
  if (typeof days !== "number" || typeof minimum !== "number" || days >= minimum) return [];
  return [{ fault: `${property} is ${days} in ${stack}: set it to ${minimum} at least, or leave it out` }];
}
