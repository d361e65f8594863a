import { type DeclaredStack } from "../../../operations/access/declared-access";
import { ownRole, outsider, service as awsService, undeclaredAdministrator } from "./actors";
import { account, permission, type Services } from "./declared-stacks";
import { otherKeyArn, type Probe } from "./probe";
import { onKeyFor, onKeyOtherwise, onSecret, probes } from "./requests";

const otherSecretActions = [
  "DescribeSecret",
  "ListSecretVersionIds",
  "PutSecretValue",
  "UpdateSecret",
  "DeleteSecret",
  "PutResourcePolicy",
  "RotateSecret",
];

/** What the roles of a stack's services may do, and what they may not. */
export function roleProbes(
  stack: DeclaredStack,
  stacks: readonly DeclaredStack[],
  services: Services,
): Probe[] {
  return Object.keys(services).flatMap((service) => [
    ...secretProbes(stack, stacks, service, services),
    ...logProbes(stack, service),
    ...imageProbes(stack, service),
    ...taskProbes(stack, service),
    ...["execution", "task"].flatMap((kind) => trustProbes(stack, `${service}-${stack.environment}-${kind}`)),
  ]);
}

function secretProbes(
  stack: DeclaredStack,
  stacks: readonly DeclaredStack[],
  service: string,
  services: Services,
): Probe[] {
  const execution = ownRole(stack, `${service}-${stack.environment}-execution`);
  const ownNames = (services[service] ?? []).map((type) => `${service}-${stack.environment}-${type}`);
  return stacks.flatMap(({ environment, secrets }) =>
    secrets.flatMap((secret) => {
      const isOwn = ownNames.includes(secret.name);
      return [
        ...onSecret(execution, ["GetSecretValue"], secret, environment, isOwn),
        ...onSecret(execution, otherSecretActions, secret, environment, false),
        ...onKeyFor(execution, ["Decrypt"], secret, isOwn),
        ...onKeyFor(execution, ["Encrypt", "GenerateDataKey", "CreateGrant"], secret, false),
        ...(isOwn ? onKeyOtherwise(execution, secret, otherKeyArn(stack)) : []),
      ];
    }),
  );
}

function logProbes(stack: DeclaredStack, service: string): Probe[] {
  const execution = ownRole(stack, `${service}-${stack.environment}-execution`);
  const stream = (group: string) =>
    `arn:aws:logs:eu-west-1:${account}:log-group:/ecs/${group}:log-stream:task`;
  const own = stream(`${stack.environment}/${service}`);
  const write = ["logs:CreateLogStream", "logs:PutLogEvents"];
  return [
    ...probes(execution, write, own, {}, true),
    ...probes(execution, ["logs:DeleteLogStream", "logs:GetLogEvents"], own, {}, false),
    ...probes(execution, write, stream(`${stack.environment}/${service}-2`), {}, false),
  ];
}

function imageProbes(stack: DeclaredStack, service: string): Probe[] {
  const execution = ownRole(stack, `${service}-${stack.environment}-execution`);
  const repository = (name: string) => `arn:aws:ecr:eu-west-1:${account}:repository/${name}`;
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return [
    ...probes(execution, ["ecr:GetAuthorizationToken"], "*", {}, true),
    ...probes(execution, ["ecr:DescribeRegistry"], "*", {}, false),
    ...probes(execution, pull, repository(service), {}, true),
    ...probes(execution, ["ecr:PutImage"], repository(service), {}, false),
    ...probes(execution, pull, repository(`${service}-2`), {}, false),
  ];
}

/** Only `prod-api` has declared permissions, and only stage's `stage-manager` takes commands. */
function taskProbes(stack: DeclaredStack, service: string): Probe[] {
  const task = ownRole(stack, `${service}-${stack.environment}-task`);
  const reads = service === "prod-api";
  const takesCommands = service === "stage-manager" && stack.environment === "stage";
  const [report, other] = [permission.resources[0]?.replace("*", "2026") ?? "", "arn:aws:s3:::invoices/2026"];
  const isPublic = { "s3:ExistingObjectTag/Public": "yes" };
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  return [
    ...probes(task, ["s3:GetObject"], report, isPublic, reads),
    ...probes(task, ["s3:GetObject"], report, { "s3:ExistingObjectTag/Public": "no" }, false),
    ...probes(task, ["s3:GetObject"], report, {}, false),
    ...probes(task, ["s3:PutObject"], report, isPublic, false),
    ...probes(task, ["s3:GetObject"], other, isPublic, false),
    ...probes(
      task,
      channels.map((channel) => `ssmmessages:${channel}`),
      "*",
      {},
      takesCommands,
    ),
    ...probes(task, ["ssmmessages:Other"], "*", {}, false),
    ...stack.secrets.flatMap((secret) =>
      onSecret(task, ["GetSecretValue"], secret, stack.environment, false),
    ),
  ];
}

/** Only ECS assumes a service's role, and only for tasks of this account and region. */
function trustProbes(stack: DeclaredStack, name: string): Probe[] {
  const role = `arn:aws:iam::${account}:role/${name}`;
  const source = (sourceAccount: string, region: string, arnAccount = sourceAccount) => ({
    "aws:SourceAccount": sourceAccount,
    "aws:SourceArn": `arn:aws:ecs:${region}:${arnAccount}:task/cluster/1`,
  });
  const own = source(account, "eu-west-1");
  const assume = (actor: Probe["actor"], context: Probe["context"], allowed: boolean): Probe[] =>
    probes(actor, ["sts:AssumeRole"], role, context, allowed);
  const tasks = awsService("ecs-tasks.amazonaws.com");
  return [
    ...assume(tasks, own, true),
    ...probes(tasks, ["sts:TagSession"], role, own, false),
    ...assume(tasks, source("444455556666", "eu-west-1"), false),
    ...assume(tasks, source("444455556666", "eu-west-1", account), false),
    ...assume(tasks, source(account, "us-east-1"), false),
    ...assume(tasks, { "aws:SourceAccount": account }, false),
    ...assume(tasks, { "aws:SourceArn": own["aws:SourceArn"] }, false),
    ...assume(awsService("lambda.amazonaws.com"), own, false),
    ...assume(undeclaredAdministrator(stack), {}, false),
    ...assume(outsider(stack), {}, false),
  ];
}
