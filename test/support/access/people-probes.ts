import { type DeclaredStack } from "../../../operations/access/declared-access";
import { type ContextValues } from "../../../operations/iam/request-context";
import { ownRole, roleSession, service, undeclaredAdministrator, user, withMfa } from "./actors";
import { account } from "./declared-stacks";
import { type Actor, administratorAccess, otherKeyArn, type Probe } from "./probe";
import { context, onKeyFor, onKeyOtherwise, onSecret, probes } from "./requests";

const readAndUpdate = [
  "DescribeSecret",
  "GetSecretValue",
  "ListSecretVersionIds",
  "PutSecretValue",
  "UpdateSecret",
  "UpdateSecretVersionStage",
];
const more = ["DeleteSecret", "PutResourcePolicy", "RotateSecret"];

/** What developers may do, and what they may not, even where other policies let them. */
export function developerProbes(stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  const policy = `secret-backed-services-${stack.environment}-developers`;
  const developer = (session: ContextValues, ...further: string[]) =>
    user(stack, "developer", [policy, ...further], session);
  return [
    ...readAndUpdateProbes(developer(withMfa(300)), stack, stacks),
    ...(stack.environment === "stage"
      ? [{}, withMfa(7200), { "aws:MultiFactorAuthAge": "300" }, { "aws:MultiFactorAuthPresent": "true" }]
          .concat({ "aws:MultiFactorAuthPresent": "false", "aws:MultiFactorAuthAge": "300" })
          .flatMap((session) => nothing(developer(session), stack))
      : []),
    ...prodDenied(developer(withMfa(300), administratorAccess), stack),
  ];
}

/** What the break-glass role may do, and who may take it on. */
export function breakGlassProbes(stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  const name = "secret-backed-services-prod-break-glass";
  const role = `arn:aws:iam::${account}:role/${name}`;
  const assume = (actor: Actor, allowed: boolean) => probes(actor, ["sts:AssumeRole"], role, {}, allowed);
  const onCall = (session: ContextValues) => user(stack, "on-call", [], session);
  return [
    ...readAndUpdateProbes(ownRole(stack, name), stack, stacks),
    ...assume(onCall(withMfa(300)), true),
    ...probes(onCall(withMfa(300)), ["sts:TagSession"], role, {}, false),
    ...assume(onCall({}), false),
    ...assume(onCall(withMfa(7200)), false),
    ...assume(onCall({ "aws:MultiFactorAuthPresent": "true" }), false),
    ...assume(onCall({ "aws:MultiFactorAuthAge": "300" }), false),
    ...assume(onCall({ ...withMfa(300), "aws:MultiFactorAuthPresent": "false" }), false),
    ...assume(roleSession(stack, "on-call", [administratorAccess]), false),
    ...assume(undeclaredAdministrator(stack), false),
    ...assume(service("ecs-tasks.amazonaws.com"), false),
  ];
}

function readAndUpdateProbes(actor: Actor, stack: DeclaredStack, stacks: readonly DeclaredStack[]): Probe[] {
  return stacks.flatMap(({ environment, secrets }) =>
    secrets.flatMap((secret) => {
      const isOwn = environment === stack.environment;
      return [
        ...onSecret(actor, readAndUpdate, secret, environment, isOwn),
        ...onSecret(actor, more, secret, environment, false),
        ...onKeyFor(actor, ["Decrypt", "Encrypt", "GenerateDataKey"], secret, isOwn),
        ...onKeyFor(actor, ["CreateGrant", "ReEncryptFrom"], secret, false),
        ...(isOwn
          ? [...onKeyOtherwise(actor, secret, otherKeyArn(stack)), ...otherwiseTagged(actor, secret)]
          : []),
      ];
    }),
  );
}

/** A secret whose tag is another environment's, or gone; and one of the environment that the program does not make. */
function otherwiseTagged(actor: Actor, secret: DeclaredStack["secrets"][number]): Probe[] {
  const get = ["secretsmanager:GetSecretValue"];
  const environment = secret.tags.Environment ?? "";
  return [
    ...probes(actor, get, secret.arn, context.tagged("elsewhere"), false),
    ...probes(actor, get, secret.arn, {}, false),
    ...probes(actor, get, secret.arn.replace(/.{6}$/, "ZzZzZz"), context.tagged(environment), false),
  ];
}

function nothing(actor: Actor, { environment, secrets }: DeclaredStack): Probe[] {
  return secrets.flatMap((secret) => [
    ...onSecret(actor, readAndUpdate, secret, environment, false),
    ...onKeyFor(actor, ["Decrypt", "Encrypt", "GenerateDataKey"], secret, false),
  ]);
}

/** By name where the tag is gone, by tag where the name is another, and nothing else. */
function prodDenied(actor: Actor, stack: DeclaredStack): Probe[] {
  const named = (name: string, region = "us-east-1") =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
  const secretsManager = [...readAndUpdate, ...more].map((action) => `secretsmanager:${action}`);
  const byName = ["auth-service-prod-config", "load-test-runner-prod-api-keys", "a-prod-credentials"];
  const others = ["prod-api-test-config", "a-prod-config-b-test-config", "auth-service-stage-api-keys"];
  return [
    ...byName.flatMap((name) => probes(actor, secretsManager, named(name), {}, false)),
    ...others.flatMap((name) => probes(actor, secretsManager, named(name), context.tagged("prod"), false)),
    ...others.flatMap((name) => probes(actor, secretsManager, named(name), context.tagged("test"), true)),
    ...others.flatMap((name) => probes(actor, secretsManager, named(name), {}, true)),
    ...probes(actor, ["secretsmanager:ListSecrets", "secretsmanager:GetRandomPassword"], "*", {}, true),
    ...probes(actor, ["s3:GetObject"], "arn:aws:s3:::reports/2026", context.tagged("prod"), true),
    ...stack.secrets.flatMap((secret) => onSecret(actor, more, secret, stack.environment, true)),
  ];
}
