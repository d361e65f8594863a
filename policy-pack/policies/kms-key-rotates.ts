import { awsSecurityHub } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";

export const kmsKeyRotates = inputPolicy({
  name: "kms-key-rotates",
  description: "A symmetric KMS key gets new key material by itself, every year at the latest.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set the key's enableKeyRotation to true. What was encrypted before can still be decrypted, and the key's ARN stays.",
  framework: awsSecurityHub("KMS.4", "AWS KMS key rotation should be enabled"),
  configSchema: {
    properties: {
      longestPeriodInDays: {
        type: "integer",
        default: 365,
        description: "Longest rotationPeriodInDays of a key, 90 to 2560 days.",
      },
    },
  },
  inspect: { "aws:kms/key:Key": findingsOf },
});

function findingsOf(key: Fields, { config }: Context): Finding[] {
  if (!canRotate(key)) return [];
  const [rotates = false] = valuesAt(key, "enableKeyRotation");
  if (rotates === notKnown) return [{ doubt: "enableKeyRotation", property: "enableKeyRotation" }];
  if (rotates !== true && rotates !== "true")
    return [{ fault: "enableKeyRotation is not true: set it to true" }];
  const property = "rotationPeriodInDays";
  const [period = 0] = valuesAt(key, property);
  const [longest] = valuesAt(config, "longestPeriodInDays");
  if (period === notKnown) return [{ doubt: property, property }];
  if (typeof longest !== "number" || typeof period !== "number" || period <= longest) return [];
  return [{ fault: `${property} is ${period}: set it to ${longest} at most, or leave it out` }];
}

/** KMS rotates neither asymmetric and HMAC keys nor those of a custom key store. */
function canRotate(key: Fields): boolean {
  const spec = textAt(key, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  return spec === "SYMMETRIC_DEFAULT" && !("customKeyStoreId" in key);
}
