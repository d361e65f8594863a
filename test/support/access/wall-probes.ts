import { type DeclaredStack } from "../../../operations/access/declared-access";
import { administrators, outsider, ownRole, service, undeclaredAdministrator } from "./actors";
import { account } from "./declared-stacks";
import { trailKeyProbes } from "./monitoring-probes";
import { type Actor, type Probe } from "./probe";
import { context, onSecret, probes } from "./requests";

const secretActions = [
  "GetSecretValue",
  "PutSecretValue",
  "DeleteSecret",
  "PutResourcePolicy",
  "DescribeSecret",
];
const wallKeyActions = [
  "CreateGrant",
  "Decrypt",
  "DisableKey",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "PutKeyPolicy",
  "ReEncryptFrom",
  "ReEncryptTo",
  "ScheduleKeyDeletion",
].map((action) => `kms:${action}`);
const otherKeyActions = ["kms:DescribeKey", "kms:TagResource"];

/** Who comes to the secrets and keys of a stack by policies of its own: nobody in prod but those declared. */
export function wallProbes(stack: DeclaredStack): Probe[] {
  const { environment, secrets } = stack;
  const undeclared = undeclaredAdministrator(stack);
  return secrets.flatMap((secret) => [
    ...onSecret(undeclared, secretActions, secret, environment, environment !== "prod"),
    ...onSecret(outsider(stack), secretActions, secret, environment, false),
    ...onSecret(service("secretsmanager.amazonaws.com"), secretActions, secret, environment, false),
    ...administrators(stack).flatMap((actor) => onSecret(actor, secretActions, secret, environment, true)),
  ]);
}

/** Who may do what with a stack's key. */
export function keyProbes(stack: DeclaredStack): Probe[] {
  const { environment, keys } = stack;
  return keys.flatMap(({ arn }) => [
    ...probes(undeclaredAdministrator(stack), wallKeyActions, arn, {}, environment !== "prod"),
    ...probes(undeclaredAdministrator(stack), otherKeyActions, arn, {}, true),
    ...publishProbes(stack, arn),
    ...probes(outsider(stack), [...wallKeyActions, ...otherKeyActions], arn, {}, false),
    ...administrators(stack).flatMap((actor) =>
      probes(actor, [...wallKeyActions, ...otherKeyActions], arn, {}, true),
    ),
    ...logProbes(stack, arn),
    ...alertProbes(stack, arn),
    ...trailKeyProbes(stack, arn),
    ...probes(
      ownRole(stack, `auth-service-${environment}-task`),
      ["kms:Decrypt"],
      arn,
      context.tagged(environment),
      false,
    ),
  ]);
}

/** Alerts are published from other stacks, too, through SNS in the stack's own Region, and nothing else comes that way. */
function publishProbes(stack: DeclaredStack, keyArn: string): Probe[] {
  const by = (service: string) => ({ "kms:ViaService": service });
  const publish = (service: string, allowed: boolean) =>
    probes(
      undeclaredAdministrator(stack),
      ["kms:Decrypt", "kms:GenerateDataKey"],
      keyArn,
      by(service),
      allowed,
    );
  return [
    ...publish("sns.eu-west-1.amazonaws.com", true),
    ...publish("sns.us-east-1.amazonaws.com", stack.environment !== "prod"),
    ...publish("sqs.eu-west-1.amazonaws.com", stack.environment !== "prod"),
  ];
}

function logProbes(stack: DeclaredStack, keyArn: string): Probe[] {
  const logs = service("logs.eu-west-1.amazonaws.com");
  const group = (environment: string) => inGroup(`/ecs/${environment}/auth-service`);
  const own = group(stack.environment);
  const ofFunction = (name: string) => ({
    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/${name}`,
  });
  const { environment } = stack;
  const use = [
    "Decrypt",
    "DescribeKey",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptTo",
  ];
  const actions = use.map((action) => `kms:${action}`);
  return [
    ...[
      own,
      ofFunction(`auth-service-${environment}-rotation`),
      ofFunction(`secret-backed-services-${environment}-rollout`),
    ].flatMap((logGroup) => probes(logs, actions, keyArn, logGroup, true)),
    ...[ofFunction("auth-service-elsewhere-rotation"), ofFunction(`other-${environment}-rollout`)].flatMap(
      (logGroup) => probes(logs, actions, keyArn, logGroup, false),
    ),
    ...probes(logs, ["kms:CreateGrant", "kms:PutKeyPolicy"], keyArn, own, false),
    ...otherGroups(stack).flatMap((name) => probes(logs, actions, keyArn, inGroup(name), true)),
    ...otherGroups(stack).flatMap((name) => probes(logs, actions, keyArn, inGroup(`${name}-2`), false)),
    ...probes(logs, actions, keyArn, group("elsewhere"), false),
    ...probes(logs, actions, keyArn, {}, false),
    ...probes(service("logs.us-east-1.amazonaws.com"), actions, keyArn, own, false),
    ...probes(someExecutionRole(stack), actions, keyArn, own, false),
  ];
}

function inGroup(name: string) {
  return { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:${name}` };
}

/** The log groups that are no service's. */
function otherGroups({ environment }: DeclaredStack): string[] {
  return [
    `/aws/cloudtrail/secret-backed-services-${environment}`,
    `/aws/lambda/secret-backed-services-${environment}-rotation-age`,
  ];
}

function alertProbes(stack: DeclaredStack, keyArn: string): Probe[] {
  const own = { "aws:SourceAccount": account };
  const use = ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
  const publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"].map(service);
  return [
    ...publishers.flatMap((publisher) => [
      ...probes(publisher, use, keyArn, own, true),
      ...probes(publisher, ["kms:CreateGrant", "kms:Encrypt"], keyArn, own, false),
      ...probes(publisher, use, keyArn, { "aws:SourceAccount": "444455556666" }, false),
      ...probes(publisher, use, keyArn, {}, false),
    ]),
    ...probes(service("sns.amazonaws.com"), use, keyArn, own, false),
    ...probes(someExecutionRole(stack), use, keyArn, own, false),
  ];
}

/** Someone whom the wall lets through, and whose own policy does not let it use the key so. */
function someExecutionRole(stack: DeclaredStack): Actor {
  return ownRole(stack, `auth-service-${stack.environment}-execution`);
}
