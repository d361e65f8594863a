import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { roleTrustNamesItsPrincipals as policy } from "../../../policy-pack/policies/role-trust-names-its-principals";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const account = "123456789012";
const root = `arn:aws:iam::${account}:root`;
const trust = (principal: unknown, condition?: object, effect = "Allow") =>
  JSON.stringify({
    Statement: {
      Sid: "Trust",
      Effect: effect,
      Action: "sts:AssumeRole",
      Principal: principal,
      Condition: condition,
    },
  });
const role = (assumeRolePolicy: pulumi.Input<string>) => () => new aws.iam.Role("web", { assumeRolePolicy });
const fault = (principals: string) =>
  `mandatory Role web: assumeRolePolicy, statement "Trust" trusts ${principals}: name the roles, or limit it by aws:PrincipalArn`;

describe("role-trust-names-its-principals", () => {
  it("accepts named roles, services and identity providers", async () => {
    for (const principal of [
      { AWS: [`arn:aws:iam::${account}:role/deploy`, "AROAEXAMPLEID"] },
      { Service: "ecs-tasks.amazonaws.com" },
      { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
    ])
      assert.deepEqual(await reports(policy, role(trust(principal))), []);
  });

  it("refuses everyone, in each of the three forms", async () => {
    for (const principal of ["*", { AWS: "*" }, { AWS: [`arn:aws:iam::${account}:role/deploy`, "*"] }])
      assert.deepEqual(await reports(policy, role(trust(principal))), [fault("everyone")]);
  });

  it("refuses an account as a whole, in each of its forms", async () => {
    for (const principal of [root, account, [root], `arn:aws-cn:iam::${account}:root`])
      assert.deepEqual(await reports(policy, role(trust({ AWS: principal }))), [
        fault(`all of account ${account}`),
      ]);
  });

  it("accepts an account of which a condition leaves some", async () => {
    for (const condition of [
      { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/deploy-*` } },
      { StringEquals: { "aws:PrincipalTag/team": "platform" } },
      { StringEquals: { "sts:ExternalId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff" } },
      { StringLike: { "aws:userid": "AROAEXAMPLEID:*" } },
    ])
      assert.deepEqual(
        await reports(policy, role(trust({ AWS: root }, condition))),
        [],
        JSON.stringify(condition),
      );
  });

  it("refuses an account of which a condition leaves all", async () => {
    for (const condition of [
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      { StringEquals: { "aws:PrincipalAccount": account } },
      { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/*` } },
      { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:*` } },
      { ArnEquals: { "aws:PrincipalArn": root } },
      { StringLike: { "aws:PrincipalTag/team": "*" } },
      { StringEqualsIfExists: { "sts:ExternalId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff" } },
    ])
      assert.deepEqual(
        await reports(policy, role(trust({ AWS: root }, condition))),
        [fault(`all of account ${account}`)],
        JSON.stringify(condition),
      );
  });

  it("accepts everyone of one organization, and refuses everyone who knows an external id", async () => {
    const organization = { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } };
    const externalId = { StringEquals: { "sts:ExternalId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff" } };
    assert.deepEqual(await reports(policy, role(trust("*", organization))), []);
    assert.deepEqual(await reports(policy, role(trust("*", externalId))), [fault("everyone")]);
  });

  it("accepts whoever is denied", async () => {
    assert.deepEqual(await reports(policy, role(trust("*", undefined, "Deny"))), []);
  });

  it("refuses a document that is not JSON, and reads one that is an object", async () => {
    const object = () =>
      new aws.iam.Role("web", {
        assumeRolePolicy: {
          Version: "2012-10-17",
          Statement: [{ Sid: "Trust", Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
        },
      });
    assert.deepEqual(await reports(policy, object), [fault("everyone")]);
    assert.deepEqual(await reports(policy, role("{not JSON")), [
      "mandatory Role web: assumeRolePolicy is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify",
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const undetermined = (place: string) =>
      `advisory Role web: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
    const whole = () => role(knownInUpdate(trust("*")))();
    assert.deepEqual(await reports(policy, whole), [undetermined("assumeRolePolicy")]);
    assert.deepEqual(await reports(policy, whole, { preview: false }), [fault("everyone")]);
    const inPart = (statement: object) => () =>
      new aws.iam.Role("web", {
        assumeRolePolicy: {
          Version: "2012-10-17",
          Statement: [
            { Sid: "Trust", Effect: "Allow", Action: "sts:AssumeRole", Principal: "*", ...statement },
          ],
        },
      });
    const principals = () => inPart({ Principal: { AWS: knownInUpdate(root) } })();
    const conditions = () =>
      inPart({ Condition: { StringEquals: { "aws:PrincipalOrgID": knownInUpdate("*") } } })();
    assert.deepEqual(await reports(policy, principals), [
      undetermined('assumeRolePolicy, statement "Trust", principals'),
    ]);
    assert.deepEqual(await reports(policy, principals, { preview: false }), [
      fault(`all of account ${account}`),
    ]);
    assert.deepEqual(await reports(policy, conditions), [
      undetermined('assumeRolePolicy, statement "Trust", conditions'),
    ]);
    assert.deepEqual(await reports(policy, conditions, { preview: false }), [fault("everyone")]);
  });
});
