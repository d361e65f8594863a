import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, valuesAt } from "../known-values";

const property = "bypassPolicyLockoutSafetyCheck";

export const kmsKeyPolicyCannotLockOut = inputPolicy({
  name: "kms-key-policy-cannot-lock-out",
  description:
    "KMS refuses a key policy that would leave nobody who can change it: such a key stays as it is, and only AWS Support can help.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set bypassPolicyLockoutSafetyCheck to false, or leave it out.",
  framework: nist80053("SC-12(1)", "Cryptographic Key Establishment and Management: Availability"),
  inspect: {
    "aws:kms/key:Key": findingsOf,
    "aws:kms/keyPolicy:KeyPolicy": findingsOf,
    "aws:kms/replicaKey:ReplicaKey": findingsOf,
    "aws:kms/externalKey:ExternalKey": findingsOf,
    "aws:kms/replicaExternalKey:ReplicaExternalKey": findingsOf,
  },
});

function findingsOf(key: Fields): Finding[] {
  const [bypassed] = valuesAt(key, property);
  if (bypassed === notKnown) return [{ doubt: property, property }];
  return bypassed === true ? [{ fault: `${property} is true: set it to false, or leave it out` }] : [];
}
