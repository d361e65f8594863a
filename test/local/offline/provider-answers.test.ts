import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { record } from "../../../local/offline/recorder";
import { type Properties, Secret, unknown } from "../../../local/offline/wire-values";
import { resourceOf, valueOf } from "../../support/pulumi";
import { secretText } from "../../support/secret-text";

describe("providerAnswers", () => {
  it("answers ids and ARNs as AWS gives them, in the region's partition", async () => {
    const recording = await record(
      () => {
        const secret = new aws.secretsmanager.Secret("s", { name: "a-prod-config" });
        const role = new aws.iam.Role("r", { name: "a-role", assumeRolePolicy: "{}" });
        return pulumi.all([secret.arn, secret.id, role.arn, role.id]);
      },
      { config: { "aws:region": "cn-north-1" } },
    );
    const [secretArn, secretId, ...role] = await valueOf(recording.result);
    assert.match(
      secretArn,
      /^arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-prod-config-[A-Za-z0-9]{6}$/,
    );
    assert.equal(secretId, secretArn);
    assert.deepEqual(role, ["arn:aws-cn:iam::123456789012:role/a-role", "a-role"]);
  });

  it("answers functions of AWS, and first by the given answers", async () => {
    const program = () => Promise.all([aws.getCallerIdentity(), aws.getRegion()]);
    const { result } = await record(program, {
      call: (token) => (token.endsWith("getRegion") ? { region: "eu-central-2" } : undefined),
    });
    assert.equal(result[0].accountId, "123456789012");
    assert.equal(result[1].region, "eu-central-2");
  });

  it("refuses a function that it has no answer for", async () => {
    await assert.rejects(
      record(() => aws.ec2.getEips()),
      new Error(
        'no offline answer for the function aws:ec2/getEips:getEips: give one with the option "call"',
      ),
    );
  });

  it("takes further outputs from the given answers", async () => {
    const { result } = await record(() => new awsx.ec2.Vpc("vpc").vpcId, {
      newResource: ({ type }): Properties => (type === "awsx:ec2:Vpc" ? { vpcId: "vpc-1" } : {}),
    });
    assert.equal(await valueOf(result), "vpc-1");
  });
});

describe("providerAnswers in a preview", () => {
  it("knows inputs, and no output that a provider computes", async () => {
    const recording = await record(
      () => {
        const secret = new aws.secretsmanager.Secret("s", { name: "a", tags: { Service: "a" } });
        new aws.secretsmanager.SecretVersion("v", { secretId: secret.arn, secretString: secretText() });
        return secret;
      },
      { preview: true },
    );
    assert.equal(await valueOf(recording.result.arn), undefined);
    assert.equal(await valueOf(recording.result.name), "a");
    assert.deepEqual(resourceOf(recording, "aws:secretsmanager/secret:Secret").outputs, {
      name: "a",
      tags: { Service: "a" },
      tagsAll: { Service: "a" },
      region: "us-east-1",
      id: unknown,
      arn: unknown,
    });
    assert.equal(
      resourceOf(recording, "aws:secretsmanager/secretVersion:SecretVersion").inputs.secretId,
      unknown,
    );
  });

  it("knows that a generated password is secret before it exists", async () => {
    const recording = await record(() => new random.RandomPassword("p", { length: 20 }), {
      preview: true,
    });
    assert.deepEqual(resourceOf(recording, "random:index/randomPassword:RandomPassword").outputs, {
      length: 20,
      id: unknown,
      result: new Secret(unknown),
      bcryptHash: new Secret(unknown),
    });
  });
});
