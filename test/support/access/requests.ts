import { type DeclaredStack } from "../../../operations/access/declared-access";
import { type ContextValues } from "../../../operations/iam/request-context";
import { type Actor, type Probe } from "./probe";

type Secret = DeclaredStack["secrets"][number];

/** What AWS would be asked, in the words of the tests alone. */
export const context = {
  tagged: (environment: string): ContextValues => ({ "aws:ResourceTag/Environment": environment }),
  through: (service: string, secretArn: string): ContextValues => ({
    "kms:ViaService": `${service}.eu-west-1.amazonaws.com`,
    "kms:EncryptionContext:SecretARN": secretArn,
  }),
};

/** The same expectation of several actions. */
export function probes(
  actor: Actor,
  actions: readonly string[],
  resource: string,
  contextValues: ContextValues,
  allowed: boolean,
): Probe[] {
  return actions.map((action) => ({ actor, action, resource, context: contextValues, allowed }));
}

/** Requests on a secret, which is tagged as its stack's. */
export function onSecret(
  actor: Actor,
  actions: readonly string[],
  secret: Secret,
  environment: string,
  allowed: boolean,
): Probe[] {
  const named = actions.map((action) => `secretsmanager:${action}`);
  return probes(actor, named, secret.arn, context.tagged(environment), allowed);
}

/** Requests on a key in which a secret's ARN is the encryption context, by way of Secrets Manager. */
export function onKeyFor(
  actor: Actor,
  actions: readonly string[],
  secret: Pick<Secret, "arn" | "keyArn">,
  allowed: boolean,
): Probe[] {
  const named = actions.map((action) => `kms:${action}`);
  return probes(actor, named, secret.keyArn, context.through("secretsmanager", secret.arn), allowed);
}

/**
 * Every other way to reach a key that someone may use for this secret through Secrets Manager: directly, through another
 * service, for another secret, for none; and another key. All must be denied.
 */
export function onKeyOtherwise(actor: Actor, secret: Secret, otherKey: string): Probe[] {
  const decrypt = (keyArn: string, values: ContextValues) =>
    probes(actor, ["kms:Decrypt"], keyArn, values, false);
  const ownContext = context.through("secretsmanager", secret.arn);
  return [
    ...decrypt(secret.keyArn, {}),
    ...decrypt(secret.keyArn, { "kms:EncryptionContext:SecretARN": secret.arn }),
    ...decrypt(secret.keyArn, { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" }),
    ...decrypt(secret.keyArn, context.through("ssm", secret.arn)),
    ...decrypt(secret.keyArn, context.through("secretsmanager", secret.arn.replace(/.{6}$/, "ZzZzZz"))),
    ...decrypt(otherKey, ownContext),
  ];
}
