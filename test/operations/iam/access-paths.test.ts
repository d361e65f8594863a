import assert from "node:assert/strict";

import { type AppliedPolicies, evaluate, type Verdict } from "../../../operations/iam/evaluate";
import { parsePolicy } from "../../../operations/iam/policy";
import { type Principal } from "../../../operations/iam/principal";
import { type AccessRequest, type ContextValues } from "../../../operations/iam/request-context";

type Case = [rule: string, request: AccessRequest, policies: AppliedPolicies, verdict: Verdict];

const kms = "https://docs.aws.amazon.com/kms/latest/developerguide";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

const account = "111122223333";
const otherAccount = "444455556666";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/00000000-0000-4000-8000-000000000000`;
const secretNamed = (name: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;
const ownSecret = secretNamed("auth-service-prod-config-AbCdEf");
const executionRole = `arn:aws:iam::${account}:role/auth-service-prod-execution`;
const execution: Principal = { type: "role session", role: executionRole, session: "task" };
const root: Principal = { type: "root user", arn: `arn:aws:iam::${account}:root` };
const engineerRole = `arn:aws:iam::${otherAccount}:role/engineering`;
const engineer: Principal = { type: "role session", role: engineerRole, session: "bob" };
const logs: Principal = { type: "service", name: "logs.eu-west-1.amazonaws.com" };

const viaSecretsManager = (secret: string): ContextValues => ({
  "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
  "kms:EncryptionContext:SecretARN": secret,
  "kms:EncryptionContextKeys": ["SecretARN", "SecretVersionId"],
});
const decrypt = (principal: Principal, context: ContextValues = {}): AccessRequest => ({
  principal,
  action: "kms:Decrypt",
  resource: keyArn,
  context,
});

const document = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
const key = (...statements: object[]) => parsePolicy("resource", "key", document(...statements));
const identity = (statement: object) => parsePolicy("identity", "role", document(statement));

const mayDecrypt = { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };
const decryptOwnSecret = {
  ...mayDecrypt,
  Condition: {
    StringEquals: {
      "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
      "kms:EncryptionContext:SecretARN": [ownSecret],
    },
  },
};
const delegate = {
  Sid: "Delegate",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
};
const useTo = (AWS: string) => ({ ...delegate, Sid: "Use", Principal: { AWS }, Action: "kms:Decrypt" });
const delegated: AppliedPolicies = { identity: [identity(mayDecrypt)], resource: key(delegate) };
const ownSecretOnly: AppliedPolicies = { identity: [identity(decryptOwnSecret)], resource: key(delegate) };
const someoneElse = key(useTo(`arn:aws:iam::${account}:user/someone`));

const allowedBy = (...because: string[]): Verdict => ({ decision: "allowed", because });
const deniedBy = (...because: string[]): Verdict => ({ decision: "explicitly denied", because });
const denied = (...because: string[]): Verdict => ({ decision: "implicitly denied", because });
const noIdentity = "no identity policy allows it";
const notLeft = "the resource's policy does not leave it to the account";
const noResource = "the resource's policy does not allow it";

const encryptLogs = {
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: "logs.eu-west-1.amazonaws.com" },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  Condition: {
    ArnLike: {
      "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:/ecs/prod/*`,
    },
  },
};
const logGroup = (name: string): ContextValues => ({
  "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:${name}`,
});

const breakGlassRole = `arn:aws:iam::${account}:role/break-glass`;
const assume = (context: ContextValues): AccessRequest => ({
  principal: { type: "user", arn: `arn:aws:iam::${account}:user/ana` },
  action: "sts:AssumeRole",
  resource: breakGlassRole,
  context,
});
const mayAssume = { Sid: "Assume", Effect: "Allow", Action: "sts:AssumeRole", Resource: breakGlassRole };
const trust = (AWS: string) =>
  parsePolicy(
    "trust",
    "trust",
    document({
      Sid: "WithMfa",
      Effect: "Allow",
      Principal: { AWS },
      Action: "sts:AssumeRole",
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
      },
    }),
  );
const freshMfa = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" };
const oldMfa = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "3600" };

const pages: Record<string, Case[]> = {
  [`${kms}/key-policy-default.html`]: [
    [
      "a key without a policy for someone is closed to IAM policies",
      decrypt(execution),
      { identity: [identity(mayDecrypt)], resource: someoneElse },
      denied(notLeft),
    ],
    [
      "delegation lets IAM policies allow",
      decrypt(execution),
      delegated,
      allowedBy("role Decrypt", "key Delegate"),
    ],
    [
      "delegation by itself allows nobody",
      decrypt(execution),
      { resource: key(delegate) },
      denied(noIdentity),
    ],
    [
      "IAM policies may always deny",
      decrypt(execution),
      { identity: [identity({ ...mayDecrypt, Effect: "Deny" })], resource: key(useTo(executionRole)) },
      deniedBy("role Decrypt"),
    ],
    [
      "only delegated actions are left to IAM policies",
      decrypt(execution),
      { identity: [identity(mayDecrypt)], resource: key({ ...delegate, Action: "kms:DescribeKey" }) },
      denied(notLeft),
    ],
    [
      "the root user has the account's permission",
      decrypt(root),
      { resource: key(delegate) },
      allowedBy("key Delegate"),
    ],
    ["nor has the root user more", decrypt(root), { resource: someoneElse }, denied(notLeft)],
  ],
  [`${kms}/key-policy-overview.html`]: [
    [
      "a key policy may allow by itself",
      decrypt(execution),
      { resource: key(useTo(executionRole)) },
      allowedBy("key Use"),
    ],
    ["everyone may, by *", decrypt(execution), { resource: key(useTo("*")) }, allowedBy("key Use")],
    [
      "users of other accounts need a policy of their own then",
      decrypt(engineer),
      { resource: key(useTo("*")) },
      denied(noIdentity),
    ],
  ],
  [`${kms}/key-policy-modifying-external-accounts.html`]: [
    ["the key policy alone", decrypt(engineer), { resource: key(useTo(otherAccount)) }, denied(noIdentity)],
    ["the IAM policy alone", decrypt(engineer), delegated, denied(noResource)],
    [
      "both, for the account",
      decrypt(engineer),
      { identity: [identity(mayDecrypt)], resource: key(useTo(otherAccount)) },
      allowedBy("role Decrypt", "key Use"),
    ],
    [
      "both, for the role",
      decrypt(engineer),
      { identity: [identity(mayDecrypt)], resource: key(useTo(engineerRole)) },
      allowedBy("role Decrypt", "key Use"),
    ],
  ],
  [`${kms}/conditions-kms.html#conditions-kms-via-service`]: [
    [
      "through the service",
      decrypt(execution, viaSecretsManager(ownSecret)),
      ownSecretOnly,
      allowedBy("role Decrypt", "key Delegate"),
    ],
    [
      "directly",
      decrypt(execution, { "kms:EncryptionContext:SecretARN": ownSecret }),
      ownSecretOnly,
      denied(noIdentity),
    ],
    [
      "through another service",
      decrypt(execution, {
        ...viaSecretsManager(ownSecret),
        "kms:ViaService": "ssm.eu-west-1.amazonaws.com",
      }),
      ownSecretOnly,
      denied(noIdentity),
    ],
    [
      "in another Region",
      decrypt(execution, {
        ...viaSecretsManager(ownSecret),
        "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
      }),
      ownSecretOnly,
      denied(noIdentity),
    ],
  ],
  [`${kms}/conditions-kms.html#conditions-kms-encryption-context`]: [
    [
      "another secret",
      decrypt(execution, viaSecretsManager(secretNamed("payment-service-prod-api-keys-AbCdEf"))),
      ownSecretOnly,
      denied(noIdentity),
    ],
    [
      "the name of the pair is of any case",
      decrypt(execution, {
        "kms:EncryptionContext:secretarn": ownSecret,
        "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
      }),
      ownSecretOnly,
      allowedBy("role Decrypt", "key Delegate"),
    ],
    [
      "the value is not",
      decrypt(execution, viaSecretsManager(ownSecret.toUpperCase())),
      ownSecretOnly,
      denied(noIdentity),
    ],
    [
      "a log group of the environment",
      decrypt(logs, logGroup("/ecs/prod/auth-service")),
      { resource: key(delegate, encryptLogs) },
      allowedBy("key Logs"),
    ],
    [
      "a log group of another environment",
      decrypt(logs, logGroup("/ecs/test/auth-service")),
      { resource: key(delegate, encryptLogs) },
      denied(noResource),
    ],
    ["no encryption context", decrypt(logs), { resource: key(delegate, encryptLogs) }, denied(noResource)],
  ],
  [`${kms}/conditions-kms.html#conditions-kms-encryption-context-keys`]: [
    [
      "no other pairs",
      decrypt(execution, viaSecretsManager(ownSecret)),
      {
        identity: [
          identity({
            ...mayDecrypt,
            Condition: { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["SecretARN"] } },
          }),
        ],
        resource: key(delegate),
      },
      denied(noIdentity),
    ],
    [
      "ForAllValues passes a request without pairs",
      decrypt(execution),
      {
        identity: [
          identity({
            ...mayDecrypt,
            Condition: { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["SecretARN"] } },
          }),
        ],
        resource: key(delegate),
      },
      allowedBy("role Decrypt", "key Delegate"),
    ],
  ],
  [`${kms}/cmks-in-iam-policies.html`]: [
    [
      "kms:Decrypt on a secret's ARN does nothing",
      decrypt(execution, viaSecretsManager(ownSecret)),
      { identity: [identity({ ...mayDecrypt, Resource: ownSecret })], resource: key(delegate) },
      denied(noIdentity),
    ],
    [
      "nor does an alias have one",
      {
        principal: execution,
        action: "kms:UpdateAlias",
        resource: `arn:aws:kms:eu-west-1:${account}:alias/prod`,
      },
      { identity: [identity({ ...mayDecrypt, Action: "kms:UpdateAlias", Resource: "*" })] },
      allowedBy("role Decrypt"),
    ],
    [
      "an action without a key needs no key policy",
      { principal: execution, action: "kms:ListKeys", resource: "*" },
      { identity: [identity({ ...mayDecrypt, Action: "kms:ListKeys", Resource: "*" })] },
      allowedBy("role Decrypt"),
    ],
  ],
  [`${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`]: [
    [
      "a role's trust must name the user",
      assume(freshMfa),
      { identity: [identity(mayAssume)], resource: trust(`arn:aws:iam::${account}:user/ben`) },
      denied(notLeft),
    ],
    [
      "which suffices",
      assume(freshMfa),
      { resource: trust(`arn:aws:iam::${account}:user/ana`) },
      allowedBy("trust WithMfa"),
    ],
    [
      "or leave it to the account",
      assume(freshMfa),
      { identity: [identity(mayAssume)], resource: trust(account) },
      allowedBy("role Assume", "trust WithMfa"),
    ],
    ["whose policy must allow", assume(freshMfa), { resource: trust(account) }, denied(noIdentity)],
  ],
  [`${iam}/reference_policies_condition-keys.html#condition-keys-multifactorauthage`]: [
    [
      "an old second factor",
      assume(oldMfa),
      { identity: [identity(mayAssume)], resource: trust(account) },
      denied(notLeft),
    ],
    ["none", assume({}), { identity: [identity(mayAssume)], resource: trust(account) }, denied(notLeft)],
  ],
};

describe("evaluate where the resource's policy decides", () => {
  for (const [page, cases] of Object.entries(pages)) {
    describe(page, () => {
      for (const [rule, request, policies, verdict] of cases) {
        it(`${rule}: ${verdict.decision}`, () => {
          assert.deepEqual(evaluate(request, policies), verdict);
        });
      }
    });
  }

  const malformed: [request: AccessRequest, policies: AppliedPolicies, message: string][] = [
    [
      decrypt(execution),
      {},
      `request: kms:Decrypt on ${keyArn} is decided by its resource policy, which is missing`,
    ],
    [
      assume({}),
      {},
      `request: sts:AssumeRole on ${breakGlassRole} is decided by its trust policy, which is missing`,
    ],
    [
      assume({}),
      { resource: key(delegate) },
      `request: sts:AssumeRole on ${breakGlassRole} is decided by its trust policy, which is missing`,
    ],
    [
      { ...assume({}), action: "iam:GetRole" },
      { resource: trust(account) },
      `request: iam:GetRole on ${breakGlassRole} has nothing to do with a trust policy`,
    ],
    [{ ...decrypt(execution), action: "kms:*" }, {}, 'request: "kms:*" is not one action'],
    [{ ...decrypt(execution), resource: "arn:aws:kms:*" }, {}, 'request: "arn:aws:kms:*" is not one ARN'],
    [
      { ...assume({}), principal: { type: "user", arn: "ana" } },
      { resource: trust(account) },
      'request: "ana" is not the ARN of a user',
    ],
    [
      decrypt({ type: "role session", role: `arn:aws:iam::${account}:user/ana`, session: "s" }),
      { resource: key(delegate) },
      `request: "arn:aws:iam::${account}:user/ana" is not the ARN of a role session`,
    ],
    [
      { ...assume({ "AWS:PrincipalARN": "x" }) },
      { resource: trust(account) },
      "context: AWS:PrincipalARN is given twice, or follows from the request",
    ],
    [
      assume({ "aws:PrincipalTag/Team": "" }),
      { resource: trust(account) },
      "context: aws:PrincipalTag/Team is empty: leave it out instead",
    ],
    [
      { principal: logs, action: "s3:PutObject", resource: "arn:aws:s3:::b/a" },
      {},
      "request: the owner of arn:aws:s3:::b/a is unknown: give resourceAccount",
    ],
  ];
  for (const [request, policies, message] of malformed) {
    it(`refuses: ${message}`, () => {
      assert.throws(() => evaluate(request, policies), { message });
    });
  }
});
