import { type DeclaredStack } from "../../../operations/access/declared-access";
import { outsider, ownRole, service, undeclaredAdministrator } from "./actors";
import { account } from "./declared-stacks";
import { otherKeyArn, type Probe } from "./probe";
import { context, onKeyFor, onSecret, probes } from "./requests";

/** What the roles of a stack's monitoring may do, and what they may not. */
export function monitoringProbes(stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  return [...trailProbes(stack), ...ageProbes(stack, stacks)];
}

/** The trail's role writes the trail's own streams. */
function trailProbes({ environment, ...stack }: DeclaredStack): Probe[] {
  const name = `secret-backed-services-${environment}`;
  const role = ownRole({ environment, ...stack }, `${name}-trail`);
  const stream = (group: string, region = "eu-west-1", stream = `${account}_CloudTrail_eu-west-1_2`) =>
    `arn:aws:logs:${region}:${account}:log-group:/aws/cloudtrail/${group}:log-stream:${stream}`;
  const write = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const roleArn = `arn:aws:iam::${account}:role/${name}-trail`;
  const own = { "aws:SourceAccount": account, "aws:SourceArn": ownTrail(environment) };
  const trail = service("cloudtrail.amazonaws.com");
  const assume = (actor: Probe["actor"], values: Probe["context"], allowed: boolean) =>
    probes(actor, ["sts:AssumeRole"], roleArn, values, allowed);
  return [
    ...probes(role, write, stream(name), {}, true),
    ...probes(role, ["logs:DeleteLogStream", "logs:GetLogEvents"], stream(name), {}, false),
    ...probes(role, write, stream(`${name}-2`), {}, false),
    ...probes(role, write, stream(name, "eu-west-1", "other"), {}, false),
    ...probes(role, write, stream(name, "us-east-1"), {}, false),
    ...assume(trail, own, true),
    ...probes(trail, ["sts:TagSession"], roleArn, own, false),
    ...assume(trail, { ...own, "aws:SourceArn": ownTrail("other") }, false),
    ...assume(trail, { ...own, "aws:SourceAccount": "444455556666" }, false),
    ...assume(trail, { "aws:SourceArn": own["aws:SourceArn"] }, false),
    ...assume(trail, { "aws:SourceAccount": account }, false),
    ...assume(service("lambda.amazonaws.com"), own, false),
    ...assume(undeclaredAdministrator({ environment, ...stack }), own, false),
    ...assume(outsider({ environment, ...stack }), own, false),
  ];
}

/** The rotation-age function sees the dates and labels of its own stack's secrets, writes its log and tells of its failures. */
function ageProbes(stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  const { environment, secrets, keys } = stack;
  const name = `secret-backed-services-${environment}-rotation-age`;
  const role = ownRole(stack, name);
  const roleArn = `arn:aws:iam::${account}:role/${name}`;
  const look = ["DescribeSecret", "ListSecretVersionIds"];
  const others = [
    "GetSecretValue",
    "PutSecretValue",
    "DeleteSecret",
    "RotateSecret",
    "UpdateSecretVersionStage",
  ];
  const log = (group: string) =>
    `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/${group}:log-stream:1`;
  const write = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const topic = `arn:aws:sns:eu-west-1:${account}:secret-backed-services-${environment}-alerts`;
  const use = ["kms:Decrypt", "kms:GenerateDataKey"];
  const throughSns = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
  return [
    ...stacks.flatMap((each) =>
      each.secrets.flatMap((secret) => [
        ...onSecret(role, look, secret, each.environment, each === stack),
        ...onSecret(role, others, secret, each.environment, false),
      ]),
    ),
    ...secrets.flatMap((secret) => onKeyFor(role, ["Decrypt", "GenerateDataKey"], secret, false)),
    ...probes(role, write, log(name), {}, true),
    ...probes(role, ["logs:DeleteLogStream", "logs:GetLogEvents"], log(name), {}, false),
    ...probes(role, write, log(`${name}-2`), {}, false),
    ...probes(role, ["sns:Publish"], topic, {}, true),
    ...probes(role, ["sns:Subscribe"], topic, {}, false),
    ...probes(role, ["sns:Publish"], `${topic}-2`, {}, false),
    ...keys.flatMap(({ arn }) => [
      ...probes(role, use, arn, throughSns, true),
      ...probes(role, ["kms:Encrypt", "kms:DisableKey"], arn, throughSns, false),
      ...probes(role, use, arn, {}, false),
      ...probes(role, use, arn, { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" }, false),
    ]),
    ...probes(role, use, otherKeyArn(stack), throughSns, false),
    ...probes(service("lambda.amazonaws.com"), ["sts:AssumeRole"], roleArn, {}, true),
    ...probes(service("lambda.amazonaws.com"), ["sts:TagSession"], roleArn, {}, false),
    ...probes(service("ecs-tasks.amazonaws.com"), ["sts:AssumeRole"], roleArn, {}, false),
    ...probes(undeclaredAdministrator(stack), ["sts:AssumeRole"], roleArn, {}, false),
    ...probes(outsider(stack), ["sts:AssumeRole"], roleArn, {}, false),
  ];
}

/** CloudTrail encrypts the environment's own trail with its key, and looks at it. */
export function trailKeyProbes(stack: DeclaredStack, keyArn: string): Probe[] {
  const trail = service("cloudtrail.amazonaws.com");
  const inTrail = (arn: string) => ({ "kms:EncryptionContext:aws:cloudtrail:arn": arn });
  const own = { "aws:SourceArn": ownTrail(stack.environment) };
  const file = { ...own, ...inTrail(own["aws:SourceArn"]) };
  const encrypt = ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
  const foreign = "arn:aws:cloudtrail:eu-west-1:444455556666:trail/other";
  return [
    ...probes(trail, encrypt, keyArn, file, true),
    ...probes(trail, ["kms:Encrypt", "kms:CreateGrant", "kms:Decrypt"], keyArn, file, false),
    ...probes(trail, encrypt, keyArn, own, false),
    ...probes(trail, encrypt, keyArn, inTrail(own["aws:SourceArn"]), false),
    ...probes(trail, encrypt, keyArn, { ...own, ...inTrail(foreign) }, false),
    ...probes(trail, encrypt, keyArn, { ...file, "aws:SourceArn": ownTrail("other") }, false),
    ...probes(trail, ["kms:DescribeKey"], keyArn, own, true),
    ...probes(trail, ["kms:GetKeyPolicy"], keyArn, own, false),
    ...probes(trail, ["kms:DescribeKey"], keyArn, { "aws:SourceArn": ownTrail("other") }, false),
    ...probes(trail, ["kms:DescribeKey"], keyArn, {}, false),
    ...probes(service("s3.amazonaws.com"), [...encrypt, "kms:DescribeKey"], keyArn, file, false),
    ...probes(
      ownRole(stack, `auth-service-${stack.environment}-execution`),
      [...encrypt, "kms:DescribeKey"],
      keyArn,
      { ...file, ...context.tagged(stack.environment) },
      false,
    ),
  ];
}

function ownTrail(environment: string): string {
  return `arn:aws:cloudtrail:eu-west-1:${account}:trail/secret-backed-services-${environment}`;
}
