import assert from "node:assert/strict";

import { evaluate } from "../../../operations/iam/evaluate";
import { parsePolicy } from "../../../operations/iam/policy";

const account = "111122223333";
const secretNamed = (name: string) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;
const secret = secretNamed("auth-service-prod-config-AbCdEf");
const userGuide = "https://docs.aws.amazon.com/secretsmanager/latest/userguide";

/** Elements of a statement, the action and resource asked for, and whether the statement covers them. */
type Case = [rule: string, elements: object, action: string, resource: string, covers: boolean];

const get = "secretsmanager:GetSecretValue";
const on = (resource: string | string[]) => ({ Action: "*", Resource: resource });
const doing = (action: string | string[]) => ({ Action: action, Resource: "*" });

/** Page, of the IAM user guide unless it is an address, to what it says. */
const pages: Record<string, Case[]> = {
  "reference_policies_elements_action.html": [
    ["an action", doing(get), get, secret, true],
    ["case does not matter", doing("SecretsManager:getsecretvalue"), get, secret, true],
    ["another action", doing(get), "secretsmanager:PutSecretValue", secret, false],
    ["one of several", doing(["s3:GetObject", get]), get, secret, true],
    ["the service's, by *", doing("secretsmanager:*"), get, secret, true],
    ["another service's, by *", doing("s3:*"), get, secret, false],
    [
      "* within a name",
      doing("secretsmanager:*SecretValue"),
      "secretsmanager:BatchGetSecretValue",
      secret,
      true,
    ],
    ["? within a name", doing("secretsmanager:?etSecretValue"), get, secret, true],
    ["all, by *", doing("*"), get, secret, true],
  ],
  "reference_policies_elements_notaction.html": [
    ["all but the named", { NotAction: "iam:*", Resource: "*" }, get, secret, true],
    ["the named", { NotAction: "secretsmanager:get*", Resource: "*" }, get, secret, false],
    ["one of the named", { NotAction: ["iam:*", get], Resource: "*" }, get, secret, false],
  ],
  "reference_policies_elements_resource.html": [
    ["an ARN", on(secret), get, secret, true],
    ["case matters", on(secretNamed("Auth-service-prod-config-AbCdEf")), get, secret, false],
    ["no part of an ARN", on(secretNamed("auth-service-prod-config")), get, secret, false],
    ["one of several", on([secretNamed("x-AbCdEf"), secret]), get, secret, true],
    ["? is one character", on(secretNamed("auth-service-prod-config-?????")), get, secret, false],
    ["* in a field", on("arn:aws:secretsmanager:*:111122223333:secret:auth-*"), get, secret, true],
    [
      "* covers slashes",
      on("arn:aws:s3:::bucket/*/test/*"),
      "s3:GetObject",
      "arn:aws:s3:::bucket/1/2/test/3/o.jpg",
      true,
    ],
    [
      "* covers nothing",
      on("arn:aws:s3:::bucket/*/test/*"),
      "s3:GetObject",
      "arn:aws:s3:::bucket//test/",
      true,
    ],
    [
      "the slashes must be there",
      on("arn:aws:s3:::bucket/*/test/*"),
      "s3:GetObject",
      "arn:aws:s3:::bucket/1-test/o.jpg",
      false,
    ],
    ["* at a field's end covers colons", on("arn:aws:secretsmanager:*"), get, secret, true],
    [
      "* in the last field covers colons",
      on(`arn:aws:logs:eu-west-1:${account}:log-group:*`),
      "logs:PutLogEvents",
      `arn:aws:logs:eu-west-1:${account}:log-group:/ecs/a:log-stream:b`,
      true,
    ],
    ["an action without resources needs *", on(secret), "secretsmanager:ListSecrets", "*", false],
    ["an action without resources", on("*"), "secretsmanager:ListSecrets", "*", true],
    ["another partition", on(secret), get, secret.replace("arn:aws:", "arn:aws-cn:"), false],
  ],
  "reference_policies_elements_notresource.html": [
    ["all but the named", { Action: "*", NotResource: secretNamed("x-AbCdEf") }, get, secret, true],
    ["the named", { Action: "*", NotResource: secretNamed("auth-*") }, get, secret, false],
  ],
  "reference_policies_variables.html": [
    ["a variable", on(secretNamed("${aws:username}-*")), get, secretNamed("ana-AbCdEf"), true],
    ["of another value", on(secretNamed("${aws:username}-*")), get, secretNamed("ben-AbCdEf"), false],
    ["a tag", on(secretNamed("*-${aws:PrincipalTag/Env}-*")), get, secretNamed("a-test-AbCdEf"), true],
    ["without value, no resource", on(secretNamed("*${aws:PrincipalTag/No}*")), get, secret, false],
    [
      "without value, no exception either",
      { Action: "*", NotResource: secretNamed("*${aws:PrincipalTag/No}*") },
      get,
      secret,
      true,
    ],
    ["with a default", on(secretNamed("${aws:PrincipalTag/No, 'auth'}-*")), get, secret, true],
    ["of an asterisk", on("arn:aws:s3:::b/${*}"), "s3:GetObject", "arn:aws:s3:::b/x", false],
  ],
  [`${userGuide}/auth-and-access_examples.html`]: [
    [
      "-?????? is the six characters of the name",
      on(secretNamed("auth-service-prod-config-??????")),
      get,
      secret,
      true,
    ],
    ["-?????? is of no longer name", on(secretNamed("auth-service-prod-??????")), get, secret, false],
    [
      "-* is of longer names too",
      on(secretNamed("auth-service-prod-*")),
      get,
      secretNamed("auth-service-prod-eu-config-AbCdEf"),
      true,
    ],
    [
      "*-test-* is in names of production",
      on(secretNamed("*-test-*")),
      get,
      secretNamed("load-test-runner-prod-config-AbCdEf"),
      true,
    ],
  ],
};

function covers(elements: object, action: string, resource: string): boolean {
  const document = { Version: "2012-10-17", Statement: { Effect: "Deny", ...elements } };
  const principal = { type: "user", arn: `arn:aws:iam::${account}:user/ana` } as const;
  const request = { principal, action, resource, context: { "aws:PrincipalTag/Env": "test" } };
  const { decision } = evaluate(request, { identity: [parsePolicy("identity", "p", document)] });
  return decision === "explicitly denied";
}

describe("a statement", () => {
  for (const [page, cases] of Object.entries(pages)) {
    describe(page, () => {
      for (const [rule, elements, action, resource, expected] of cases) {
        it(`${expected ? "covers" : "leaves out"}: ${rule}`, () => {
          assert.equal(covers(elements, action, resource), expected);
        });
      }
    });
  }
});
