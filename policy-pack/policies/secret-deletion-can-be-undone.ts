import { deletionWindow } from "../deletion-window";
import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";

const { configSchema, findingsOf } = deletionWindow("recoveryWindowInDays", 7);

export const secretDeletionCanBeUndone = inputPolicy({
  name: "secret-deletion-can-be-undone",
  description: "A secret in production that was deleted can be restored for some days.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the secret's recoveryWindowInDays to 7 to 30, or leave it out, which is 30.",
  framework: nist80053("CP-9", "System Backup"),
  configSchema,
  inspect: { "aws:secretsmanager/secret:Secret": findingsOf },
});
