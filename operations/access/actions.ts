import { type ContextValues } from "../iam/request-context";
import { type DeclaredStack } from "./declared-access";

type DeclaredSecret = DeclaredStack["secrets"][number];

/** One request that something done with a secret comes down to. */
export interface Request {
  action: string;
  resource: string;
  context: ContextValues;
}

/** What can be done with a secret, in the order of the letters that stand for it. */
export const secretActions = {
  read: { letter: "R", meaning: "read its value: GetSecretValue, and kms:Decrypt for Secrets Manager" },
  update: {
    letter: "U",
    meaning:
      "update its value: PutSecretValue, UpdateSecretVersionStage, kms:GenerateDataKey and kms:Decrypt",
  },
  delete: { letter: "D", meaning: "delete it: DeleteSecret" },
  changePolicy: { letter: "P", meaning: "change its resource policy: PutResourcePolicy" },
  decryptThroughSecretsManager: {
    letter: "k",
    meaning: "kms:Decrypt through Secrets Manager, as part of reading",
  },
  decryptDirectly: { letter: "K", meaning: "kms:Decrypt in a call of one's own" },
} as const;

export type SecretAction = keyof typeof secretActions;

/** The requests that AWS decides when someone does this with a secret: all of them must be allowed. */
export function requestsOf(
  action: SecretAction,
  secret: Pick<DeclaredSecret, "arn" | "keyArn" | "tags" | "rotationFunctionArn">,
  stack: Pick<DeclaredStack, "region" | "dnsSuffix">,
): Request[] {
  const ofSecret = (name: string): Request => ({
    action: `secretsmanager:${name}`,
    resource: secret.arn,
    context: { ...tagKeys(secret.tags), ...rotationKey(secret) },
  });
  const throughSecretsManager = (name: string): Request => ({
    action: `kms:${name}`,
    resource: secret.keyArn,
    context: throughSecretsManagerFor(secret.arn, stack),
  });
  switch (action) {
    case "read":
      return [ofSecret("GetSecretValue"), throughSecretsManager("Decrypt")];
    case "update":
      return [
        ofSecret("PutSecretValue"),
        ofSecret("UpdateSecretVersionStage"),
        throughSecretsManager("GenerateDataKey"),
        throughSecretsManager("Decrypt"),
      ];
    case "delete":
      return [ofSecret("DeleteSecret")];
    case "changePolicy":
      return [ofSecret("PutResourcePolicy")];
    case "decryptThroughSecretsManager":
      return [throughSecretsManager("Decrypt")];
    case "decryptDirectly":
      return [
        {
          action: "kms:Decrypt",
          resource: secret.keyArn,
          context: { "kms:EncryptionContext:SecretARN": secret.arn },
        },
      ];
  }
}

/** The condition keys that a secret's tags give. */
function tagKeys(tags: Readonly<Record<string, string>>): ContextValues {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** The condition key that says which function rotates a secret. */
function rotationKey({
  rotationFunctionArn: arn,
}: Pick<DeclaredSecret, "rotationFunctionArn">): ContextValues {
  return arn === undefined ? {} : { "secretsmanager:resource/AllowRotationLambdaArn": arn };
}

/**
 * The condition keys of what Secrets Manager asks of KMS in a caller's name
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 */
function throughSecretsManagerFor(
  secretArn: string,
  { region, dnsSuffix }: Pick<DeclaredStack, "region" | "dnsSuffix">,
): ContextValues {
  return {
    "kms:ViaService": `secretsmanager.${region}.${dnsSuffix}`,
    "kms:EncryptionContext:SecretARN": secretArn,
  };
}
