import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { functionPermissionNamesItsSource as policy } from "../../../policy-pack/policies/function-permission-names-its-source";
import { knownInUpdate, secret } from "../programs";
import { reports } from "../reports";

const account = "123456789012";
const service = "secretsmanager.amazonaws.com";
const permission = (args: Partial<aws.lambda.PermissionArgs>) => () =>
  new aws.lambda.Permission("web", {
    function: "rotate",
    action: "lambda:InvokeFunction",
    principal: service,
    ...args,
  });
const fault = (what: string) => `mandatory Permission web: ${what}`;
const forAnyone = (principal: string) =>
  fault(
    `principal is ${principal} for whomever it calls: set sourceArn to its resource, or sourceAccount to the account`,
  );

describe("function-permission-names-its-source", () => {
  it("accepts a service for one account or one account's resource, and a bucket with the account", async () => {
    for (const args of [
      { sourceAccount: account },
      { sourceArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:web-AbCdEf` },
      { sourceArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:web-AbCdEf`, sourceAccount: account },
      { principal: "events.amazonaws.com", sourceArn: `arn:aws:events:us-east-1:${account}:rule/*` },
      { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::web", sourceAccount: account },
    ])
      assert.deepEqual(await reports(policy, permission(args)), []);
  });

  it("accepts accounts, roles, and everyone of an organization", async () => {
    for (const args of [
      { principal: account },
      { principal: `arn:aws:iam::${account}:role/web` },
      { principal: "*", principalOrgId: "o-abcdef1234" },
    ])
      assert.deepEqual(await reports(policy, permission(args)), []);
  });

  it("refuses a service for whomever it calls", async () => {
    const open: { principal?: string; sourceArn?: string; sourceAccount?: string }[] = [
      {},
      { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::web" },
      { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-1:*:rule/web" },
      { principal: "logs.eu-west-1.amazonaws.com" },
      { sourceAccount: "*" },
    ];
    for (const args of open)
      assert.deepEqual(
        await reports(policy, permission(args)),
        [forAnyone(args.principal ?? service)],
        JSON.stringify(args),
      );
  });

  it("refuses everyone, by the principal and by the function's URL", async () => {
    assert.deepEqual(await reports(policy, permission({ principal: "*" })), [
      fault("principal is *, everyone: name an account, or set principalOrgId"),
    ]);
    const url = { principal: "*", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" };
    assert.deepEqual(await reports(policy, permission(url)), [
      fault("functionUrlAuthType is NONE, for everyone: set it to AWS_IAM"),
    ]);
  });

  it("takes an ARN that is not known yet for that of a resource of an account", async () => {
    assert.deepEqual(await reports(policy, () => permission({ sourceArn: secret().arn })()), []);
    assert.deepEqual(
      await reports(policy, () => permission({ sourceAccount: knownInUpdate(account) })()),
      [],
    );
  });

  it("leaves other values that are not known yet undetermined, and decides them in the update", async () => {
    const undetermined = (place: string) =>
      `advisory Permission web: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
    const principal = () => permission({ principal: knownInUpdate(service) })();
    assert.deepEqual(await reports(policy, principal), [undetermined("principal")]);
    assert.deepEqual(await reports(policy, principal, { preview: false }), [forAnyone(service)]);
    const bucket = () =>
      permission({ principal: "s3.amazonaws.com", sourceArn: knownInUpdate("arn:aws:s3:::web") })();
    assert.deepEqual(await reports(policy, bucket), [undetermined("sourceArn")]);
    assert.deepEqual(await reports(policy, bucket, { preview: false }), [forAnyone("s3.amazonaws.com")]);
  });
});
