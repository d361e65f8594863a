import assert from "node:assert/strict";

import * as awsx from "@pulumi/awsx";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { record } from "../../../local/offline/recorder";
import { Secret } from "../../../local/offline/wire-values";
import { resourceOf, valueOf } from "../../support/pulumi";
import { makeForEachArn, makeLate, Outer, throwInApply } from "./fixture/programs";
import { secretText } from "../../support/secret-text";

const stackUrn = "urn:pulumi:test::secret-backed-services::pulumi:pulumi:Stack::secret-backed-services-test";

describe("record", () => {
  it("gives every resource the engine's URN, with the types of all its ancestors", async () => {
    const recording = await record(() => new Outer("a"));
    assert.deepEqual(
      [recording.root, ...recording.resources].map(({ urn, parent }) => [urn, parent]),
      [
        [stackUrn, ""],
        ["urn:pulumi:test::secret-backed-services::test:index:Outer::a", stackUrn],
        [
          "urn:pulumi:test::secret-backed-services::test:index:Outer$test:index:Inner::a",
          "urn:pulumi:test::secret-backed-services::test:index:Outer::a",
        ],
        [
          "urn:pulumi:test::secret-backed-services::test:index:Outer$test:index:Inner$aws:sns/topic:Topic::a",
          "urn:pulumi:test::secret-backed-services::test:index:Outer$test:index:Inner::a",
        ],
      ],
    );
  });

  it("tells components, remote components and custom resources apart", async () => {
    const recording = await record(() => {
      new Outer("a");
      new awsx.ec2.Vpc("vpc");
    });
    assert.deepEqual(
      recording.resources.map(({ type, custom, remote }) => ({ type, custom, remote })).sort(byType),
      [
        { type: "aws:sns/topic:Topic", custom: true, remote: false },
        { type: "awsx:ec2:Vpc", custom: false, remote: true },
        { type: "test:index:Inner", custom: false, remote: false },
        { type: "test:index:Outer", custom: false, remote: false },
      ],
    );
  });

  it("runs in the given project, stack and configuration, of which some is encrypted", async () => {
    const { root, result } = await record(
      () => {
        const encrypted = ["p:a", "p:b"].map((key) => pulumi.runtime.isConfigSecret(key));
        return { config: pulumi.runtime.allConfig(), encrypted };
      },
      {
        project: "p",
        stack: "s",
        config: { "aws:region": "eu-west-1", "p:a": "1", "p:b": "2" },
        secretKeys: ["p:b"],
      },
    );
    assert.equal(root.urn, "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s");
    assert.deepEqual(result, {
      config: { "aws:region": "eu-west-1", "p:a": "1", "p:b": "2" },
      encrypted: [false, true],
    });
  });

  it("records the options that each resource was registered with", async () => {
    const recording = await record(() => {
      const topic = new aws.sns.Topic("topic");
      new aws.sns.Topic(
        "other",
        {},
        {
          protect: true,
          retainOnDelete: true,
          deleteBeforeReplace: false,
          ignoreChanges: ["tags"],
          replaceOnChanges: ["name"],
          additionalSecretOutputs: ["arn"],
          aliases: [{ name: "old" }],
          customTimeouts: { create: "10m" },
          dependsOn: topic,
        },
      );
    });
    const other = resourceOf(recording, "aws:sns/topic:Topic", "other");
    assert.deepEqual(other.dependencies, [resourceOf(recording, "aws:sns/topic:Topic", "topic").urn]);
    assert.deepEqual(other.options, {
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: false,
      ignoreChanges: ["tags"],
      replaceOnChanges: ["name"],
      additionalSecretOutputs: ["arn"],
      aliases: [{ name: "old", type: "", parent: stackUrn }],
      customTimeouts: { create: "10m", update: "", delete: "" },
      provider: "",
      version: other.options.version,
      importId: "",
    });
    assert.ok(other.outputs.arn instanceof Secret);
  });

  it("records what each property depends on", async () => {
    const recording = await record(() => {
      const topic = new aws.sns.Topic("topic");
      new aws.sns.TopicPolicy("policy", { arn: topic.arn, policy: "{}" });
    });
    const { urn } = resourceOf(recording, "aws:sns/topic:Topic");
    const { propertyDependencies } = resourceOf(recording, "aws:sns/topicPolicy:TopicPolicy");
    assert.deepEqual(propertyDependencies, { arn: [urn], policy: [] });
  });

  it("keeps secrets apart from plain values", async () => {
    const value = secretText();
    const recording = await record(() => {
      const password = new random.RandomPassword("password", { length: 20 });
      new Outer("a", { plain: 1, hidden: pulumi.secret(value) });
      return { secret: pulumi.isSecret(password.result), result: password.result };
    });
    assert.deepEqual(resourceOf(recording, "test:index:Outer").inputs, {
      plain: 1,
      hidden: new Secret(value),
    });
    assert.equal(await recording.result.secret, true);
    assert.equal((await valueOf(recording.result.result)).length, 20);
  });

  it("records what a component gave out", async () => {
    const recording = await record(() => new Outer("a"));
    assert.deepEqual(resourceOf(recording, "test:index:Outer").outputs, {
      topicArn: "arn:aws:sns:us-east-1:123456789012:alerts",
    });
  });

  it("takes what a plain object returned holds for the stack's outputs", async () => {
    const recording = await record(() => ({ topicArn: new aws.sns.Topic("a", { name: "alerts" }).arn }));
    assert.deepEqual(recording.root.outputs, { topicArn: "arn:aws:sns:us-east-1:123456789012:alerts" });
  });

  it("waits for resources that an apply makes after an await of its own", async () => {
    const recording = await record(makeLate);
    assert.deepEqual(
      recording.resources.map(({ type }) => type),
      ["test:index:Outer", "test:index:Inner", "aws:sns/topic:Topic"],
    );
  });

  it("refuses two resources of one URN", async () => {
    const program = () => {
      new aws.sns.Topic("a");
      new aws.sns.Topic("a");
    };
    await assert.rejects(
      record(program),
      new Error(
        'duplicate resource URN "urn:pulumi:test::secret-backed-services::aws:sns/topic:Topic::a": give it a unique name',
      ),
    );
  });

  it("fails when an apply throws", async () => {
    await assert.rejects(record(throwInApply), new Error("thrown in an apply"));
  });

  it("fails with the program's own error, and works again afterwards", async () => {
    const failure = new pulumi.RunError("wrong configuration");
    await assert.rejects(
      record(() => {
        throw failure;
      }),
      failure,
    );
    assert.equal((await record(() => 1)).result, 1);
  });

  it("fails with the first cause where further resources wait for one that failed", async () => {
    const program = () => {
      new Outer("b", {}, { dependsOn: new Outer("a") });
    };
    const newResource = () => {
      throw new Error("no such thing");
    };
    await assert.rejects(record(program, { newResource }), new Error("no such thing"));
  });

  it("refuses to run while another recording is under way", async () => {
    const first = record(() => 1);
    await assert.rejects(
      record(() => 2),
      new Error("another recording is under way: await it first"),
    );
    assert.equal((await first).result, 1);
  });

  it("runs an apply where the value is known, and not where it is unknown", async () => {
    const names = async (preview: boolean) =>
      (await record(makeForEachArn, { preview })).resources.map(({ name }) => name);
    const forArn = /^for arn:aws:sns:us-east-1:123456789012:first-[0-9a-f]{7}$/;
    assert.deepEqual(await names(true), ["first"]);
    assert.deepEqual(
      (await names(false)).map((name) => name.replace(forArn, "for its ARN")),
      ["first", "for its ARN"],
    );
  });
});

function byType(a: { type: string }, b: { type: string }): number {
  return a.type < b.type ? -1 : 1;
}
