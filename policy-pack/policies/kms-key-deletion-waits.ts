import { deletionWindow } from "../deletion-window";
import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";

const { configSchema, findingsOf } = deletionWindow("deletionWindowInDays", 30);

export const kmsKeyDeletionWaits = inputPolicy({
  name: "kms-key-deletion-waits",
  description:
    "A KMS key in production can be saved from deletion for 30 days: with the key goes all that it encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the key's deletionWindowInDays to 30, or leave it out.",
  framework: awsFoundationalSecurity("KMS.3", "AWS KMS keys should not be deleted unintentionally"),
  configSchema,
  inspect: {
    "aws:kms/key:Key": findingsOf,
    "aws:kms/replicaKey:ReplicaKey": findingsOf,
    "aws:kms/externalKey:ExternalKey": findingsOf,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": findingsOf,
  },
});
