import { type Environment } from "../../../naming";
import { type DeclaredStack } from "../../../operations/access/declared-access";
import { type ContextValues } from "../../../operations/iam/request-context";
import { outsider, ownRole, service as awsService, undeclaredAdministrator } from "./actors";
import { account, type Services } from "./declared-stacks";
import { type Actor, otherKeyArn, type Probe } from "./probe";
import { context, onKeyFor, onKeyOtherwise, probes } from "./requests";

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const functionArn = (name: string) => arn("lambda", `function:${name}`);

/** The admin secrets of auth-service, which alone declares strategies. */
const adminSecrets: Record<Environment, readonly string[]> = {
  prod: ["mongodb-atlas-prod-admin", "partner-api-prod-admin"],
  stage: ["mongodb-atlas-stage-admin", "partner-api-stage-admin"],
  test: ["mongodb-test-admin"],
};

/** What the roles of a stack's functions may do, and what they may not. */
export function functionProbes(
  stack: DeclaredStack,
  stacks: readonly DeclaredStack[],
  services: Services,
): Probe[] {
  const rotation = `auth-service-${stack.environment}-rotation`;
  const rollout = `secret-backed-services-${stack.environment}-rollout`;
  return [
    ...[rotation, rollout].flatMap((name) => [...commonProbes(stack, name), ...trustProbes(stack, name)]),
    ...rotatedSecretProbes(ownRole(stack, rotation), stack, stacks),
    ...adminSecretProbes(ownRole(stack, rotation), stack),
    ...networkProbes(ownRole(stack, rotation), functionArn(rotation)),
    ...clusterProbes(ownRole(stack, rollout), stack, services),
    ...labelProbes(ownRole(stack, rollout), stack, stacks),
    ...invokeProbes(ownRole(stack, rollout), stack),
  ];
}

/** Its log and the alerts, encrypted by the key by way of SNS. */
function commonProbes(stack: DeclaredStack, name: string): Probe[] {
  const actor = ownRole(stack, name);
  const stream = (group: string) => arn("logs", `log-group:/aws/lambda/${group}:log-stream:1`);
  const topic = `secret-backed-services-${stack.environment}-alerts`;
  const write = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const viaSns = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
  const use = ["kms:Decrypt", "kms:GenerateDataKey"];
  const keyProbes = stack.keys.flatMap((key) => [
    ...probes(actor, use, key.arn, viaSns, true),
    ...probes(actor, ["kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"], key.arn, viaSns, false),
    ...probes(actor, use, key.arn, {}, false),
    ...probes(actor, use, key.arn, { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" }, false),
    ...probes(actor, use, otherKeyArn(stack), viaSns, false),
  ]);
  return [
    ...probes(actor, write, stream(name), {}, true),
    ...probes(actor, ["logs:DeleteLogStream", "logs:GetLogEvents"], stream(name), {}, false),
    ...probes(actor, write, stream(`${name}-2`), {}, false),
    ...probes(actor, ["sns:Publish"], arn("sns", topic), {}, true),
    ...probes(actor, ["sns:Subscribe"], arn("sns", topic), {}, false),
    ...probes(actor, ["sns:Publish"], arn("sns", `${topic}-2`), {}, false),
    ...keyProbes,
  ];
}

/** Lambda alone assumes a function's role. */
function trustProbes(stack: DeclaredStack, name: string): Probe[] {
  const role = `arn:aws:iam::${account}:role/${name}`;
  const assume = (actor: Actor, allowed: boolean) => probes(actor, ["sts:AssumeRole"], role, {}, allowed);
  const lambda = awsService("lambda.amazonaws.com");
  return [
    ...assume(lambda, true),
    ...probes(lambda, ["sts:TagSession"], role, {}, false),
    ...assume(awsService("ecs-tasks.amazonaws.com"), false),
    ...assume(undeclaredAdministrator(stack), false),
    ...assume(outsider(stack), false),
  ];
}

/** Only while the function is the one that rotates the secret. */
function rotatedSecretProbes(actor: Actor, stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  const own = `auth-service-${stack.environment}-config`;
  const key = "secretsmanager:resource/AllowRotationLambdaArn";
  const rotated = (name: string) => ({ [key]: functionArn(name) });
  const ownFunction = rotated(`auth-service-${stack.environment}-rotation`);
  const rotate = named("DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage");
  const other = named("DeleteSecret", "PutResourcePolicy", "RotateSecret", "UpdateSecret");
  return stacks.flatMap(({ environment, secrets }) =>
    secrets.flatMap((secret) => {
      const isOwn = secret.name === own && environment === stack.environment;
      return [
        ...probes(actor, rotate, secret.arn, ownFunction, isOwn),
        ...probes(actor, rotate, secret.arn, {}, false),
        ...probes(actor, rotate, secret.arn, rotated("rotate"), false),
        ...probes(actor, other, secret.arn, ownFunction, false),
        ...onKeyFor(actor, ["Decrypt", "GenerateDataKey"], secret, isOwn),
        ...onKeyFor(actor, ["Encrypt", "CreateGrant"], secret, false),
        ...(isOwn ? onKeyOtherwise(actor, secret, otherKeyArn(stack)) : []),
      ];
    }),
  );
}

function adminSecretProbes(actor: Actor, stack: DeclaredStack): Probe[] {
  const arnOf = (name: string, end = "Ab12Cd") => arn("secretsmanager", `secret:${name}-${end}`);
  return adminSecrets[stack.environment].flatMap((name) => [
    ...probes(actor, named("GetSecretValue"), arnOf(name), {}, true),
    ...probes(actor, named("GetSecretValue"), arnOf(name, "ZzZzZz"), {}, false),
    ...probes(actor, named("PutSecretValue", "DescribeSecret"), arnOf(name), {}, false),
    ...stack.keys.flatMap((key) => {
      const secret = { arn: arnOf(name), keyArn: key.arn };
      return [
        ...onKeyFor(actor, ["Decrypt"], secret, true),
        ...onKeyFor(actor, ["GenerateDataKey", "Encrypt"], secret, false),
        ...onKeyFor(actor, ["Decrypt"], { ...secret, keyArn: otherKeyArn(stack) }, false),
        ...probes(actor, ["kms:Decrypt"], key.arn, context.through("ssm", secret.arn), false),
        ...probes(actor, ["kms:Decrypt"], key.arn, { "kms:EncryptionContext:SecretARN": secret.arn }, false),
      ];
    }),
  ]);
}

/** Lambda connects the function to the network; the function's own code, which is known by its ARN, does not. */
function networkProbes(actor: Actor, own: string): Probe[] {
  const change = [
    ...["AssignPrivateIpAddresses", "CreateNetworkInterface", "DeleteNetworkInterface"],
    "UnassignPrivateIpAddresses",
  ].map((action) => `ec2:${action}`);
  const see = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
  const networkInterface = arn("ec2", "network-interface/eni-00000001");
  const from = (source: string) => ({ "lambda:SourceFunctionArn": source });
  const parts = [networkInterface, arn("ec2", "subnet/subnet-1"), arn("ec2", "security-group/sg-1")];
  return [
    ...parts.flatMap((part) => probes(actor, change, part, {}, true)),
    ...probes(actor, change, networkInterface, from(functionArn("another")), true),
    ...probes(actor, change, networkInterface, from(own), false),
    ...probes(actor, change, arn("ec2", "instance/i-1"), {}, false),
    ...probes(actor, see, "*", {}, true),
    ...probes(actor, see, "*", from(own), false),
    ...probes(actor, ["ec2:AttachNetworkInterface"], networkInterface, {}, false),
  ];
}

function clusterProbes(actor: Actor, { environment }: DeclaredStack, services: Services): Probe[] {
  const cluster = `secret-backed-services-${environment}`;
  const inCluster = (name: string): ContextValues => ({ "ecs:cluster": arn("ecs", `cluster/${name}`) });
  const own = inCluster(cluster);
  const of = (kind: string, name: string, clusterName = cluster) =>
    arn("ecs", `${kind}/${clusterName}/${name}`);
  const limited = (action: string, resource: string, elsewhere: string): Probe[] => [
    ...probes(actor, [action], resource, own, true),
    ...probes(actor, [action], resource, {}, false),
    ...probes(actor, [action], resource, inCluster(`${cluster}-2`), false),
    ...(elsewhere === resource ? [] : probes(actor, [action], elsewhere, own, false)),
  ];
  const first = `auth-service-${environment}`;
  const definition = arn("ecs", "task-definition/auth-service:1");
  return [
    ...limited("ecs:DescribeServices", of("service", first), of("service", first, `${cluster}-2`)),
    ...["ListServices", "ListTasks"].flatMap((action) => limited(`ecs:${action}`, "*", "*")),
    ...probes(actor, ["ecs:RunTask", "ecs:DeleteCluster"], "*", own, false),
    ...limited("ecs:DescribeTasks", of("task", "1"), of("task", "1", `${cluster}-2`)),
    ...probes(actor, ["ecs:StopTask"], of("task", "1"), own, false),
    ...probes(actor, ["ecs:DescribeTaskDefinition"], definition, {}, true),
    ...probes(actor, ["ecs:RegisterTaskDefinition"], definition, {}, false),
    ...Object.keys(services).flatMap((service) =>
      limited("ecs:UpdateService", of("service", `${service}-${environment}`), of("service", `${service}-2`)),
    ),
    ...probes(actor, ["ecs:DeleteService"], of("service", first), own, false),
  ];
}

function labelProbes(actor: Actor, stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  const move = named("UpdateSecretVersionStage");
  const label = (name: string) => ({ "secretsmanager:VersionStage": name });
  const ownLabels = [
    ...["AWSCURRENT", "DEPLOYED", "HELD", "ROLLED_BACK"],
    ...["DEPLOYMENT=ecs-svc/1@2026-01-01T00:00:00.000Z", "OVERLAP_UNTIL=2026-01-01T00:00:00.000Z"],
  ];
  return stacks.flatMap(({ environment, secrets }) =>
    secrets.flatMap((secret) => {
      const isOwn = environment === stack.environment;
      const otherLabels = ["AWSPENDING", "BOOTSTRAP", "DEPLOYMENT", "HELD_BACK"];
      const otherActions = named("GetSecretValue", "PutSecretValue", "ListSecretVersionIds", "DeleteSecret");
      return [
        ...probes(actor, named("DescribeSecret"), secret.arn, {}, isOwn),
        ...ownLabels.flatMap((name) => probes(actor, move, secret.arn, label(name), isOwn)),
        ...otherLabels.flatMap((name) => probes(actor, move, secret.arn, label(name), false)),
        ...probes(actor, move, secret.arn, {}, false),
        ...probes(actor, otherActions, secret.arn, label("AWSCURRENT"), false),
        ...onKeyFor(actor, ["Decrypt", "GenerateDataKey"], secret, false),
      ];
    }),
  );
}

function invokeProbes(actor: Actor, { environment }: DeclaredStack): Probe[] {
  const own = functionArn(`auth-service-${environment}-rotation`);
  return [
    ...probes(actor, ["lambda:InvokeFunction"], own, {}, true),
    ...probes(actor, ["lambda:UpdateFunctionCode"], own, {}, false),
    ...probes(actor, ["lambda:InvokeFunction"], `${own}-2`, {}, false),
  ];
}

function named(...actions: string[]): string[] {
  return actions.map((action) => `secretsmanager:${action}`);
}
