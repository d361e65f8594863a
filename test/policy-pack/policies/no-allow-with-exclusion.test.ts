import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { noAllowWithExclusion as policy } from "../../../policy-pack/policies/no-allow-with-exclusion";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const document = (statement: object, effect = "Allow") =>
  JSON.stringify({ Statement: [{ Sid: "Most", Effect: effect, ...statement }] });
const identityPolicy = (statement: object, effect?: string) => () =>
  new aws.iam.Policy("web", { policy: document(statement, effect) });
const fault = (element: string) =>
  `statement "Most" allows all but its Not${element}: name what is allowed in ${element}`;

describe("no-allow-with-exclusion", () => {
  it("accepts what is named, and exclusions from what is denied", async () => {
    const exclusions = { NotAction: "s3:*", NotResource: "*" };
    assert.deepEqual(await reports(policy, identityPolicy({ Action: "s3:Get*", Resource: "*" })), []);
    assert.deepEqual(await reports(policy, identityPolicy(exclusions, "Deny")), []);
  });

  it("refuses NotAction and NotResource, each by itself", async () => {
    const program = identityPolicy({ NotAction: ["iam:*"], NotResource: "arn:aws:s3:::acme" });
    assert.deepEqual(await reports(policy, program), [
      `mandatory Policy web: ${fault("Action")}`,
      `mandatory Policy web: ${fault("Resource")}`,
    ]);
  });

  it("refuses NotPrincipal in the policies of roles, keys and secrets, also in resources of their own", async () => {
    const text = document({ Action: "*", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } });
    const programs: [string, () => unknown][] = [
      ["Role", () => new aws.iam.Role("web", { assumeRolePolicy: text })],
      ["Key", () => new aws.kms.Key("web", { policy: text })],
      ["KeyPolicy", () => new aws.kms.KeyPolicy("web", { keyId: "key", policy: text })],
      ["Secret", () => new aws.secretsmanager.Secret("web", { policy: text })],
      ["SecretPolicy", () => new aws.secretsmanager.SecretPolicy("web", { secretArn: "arn", policy: text })],
    ];
    for (const [type, program] of programs)
      assert.deepEqual(await reports(policy, program), [`mandatory ${type} web: ${fault("Principal")}`]);
  });

  it("leaves a document that is not known yet undetermined, and decides it in the update", async () => {
    const program = () =>
      new aws.iam.Policy("web", { policy: knownInUpdate(document({ NotAction: "iam:*" })) });
    assert.deepEqual(await reports(policy, program), [undetermined("Policy web", "policy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory Policy web: ${fault("Action")}`,
    ]);
  });
});
