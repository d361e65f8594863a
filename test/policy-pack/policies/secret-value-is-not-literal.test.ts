import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { secretValueIsNotLiteral as policy } from "../../../policy-pack/policies/secret-value-is-not-literal";
import { secret } from "../programs";
import { reports } from "../reports";
import { secretText } from "../../support/secret-text";

type Args = Partial<aws.secretsmanager.SecretVersionArgs>;

const version = (args: Args, ignoreChanges: string[] = []) =>
  new aws.secretsmanager.SecretVersion("web", { secretId: secret().id, ...args }, { ignoreChanges });
const text = () => secretText(randomBytes(16).toString("hex"));
const fault = (property: string) =>
  `mandatory SecretVersion web: ${property} comes from no resource, but from the program or its configuration: generate it, use secretStringWo, or ignore its changes after the first`;

/** What is said at first preview and in an update, which must be the same. */
async function judged(program: () => unknown): Promise<string[]> {
  const atPreview = await reports(policy, program);
  assert.deepEqual(await reports(policy, program, { preview: false }), atPreview);
  return atPreview;
}

describe("secret-value-is-not-literal", () => {
  it("accepts a generated value, alone or within a document, at first preview", async () => {
    const generated = () => new random.RandomPassword("password", { length: 32 }).result;
    assert.deepEqual(await judged(() => version({ secretString: generated() })), []);
    assert.deepEqual(
      await judged(() =>
        version({ secretString: pulumi.jsonStringify({ user: "web", password: generated() }) }),
      ),
      [],
    );
  });

  it("refuses a literal, plain or marked as secret, and never says it", async () => {
    for (const value of [text(), pulumi.secret(text())])
      assert.deepEqual(await judged(() => version({ secretString: value })), [fault("secretString")]);
    assert.deepEqual(await judged(() => version({ secretBinary: text() })), [fault("secretBinary")]);
  });

  it("refuses a value of the configuration", async () => {
    const config = { "secret-backed-services:password": text() };
    const program = () => version({ secretString: new pulumi.Config().requireSecret("password") });
    const project = { config, secretKeys: Object.keys(config) };
    assert.deepEqual(await reports(policy, program, project), [fault("secretString")]);
  });

  it("refuses a literal beside the ARN of a secret or a key", async () => {
    const program = () => {
      const arn = new aws.kms.Key("key").arn;
      const admin = new aws.secretsmanager.Secret("admin").arn;
      return version({ secretString: pulumi.jsonStringify({ arn, admin, password: text() }) });
    };
    assert.deepEqual(await reports(policy, program), [fault("secretString")]);
  });

  it("accepts a first value whose changes are ignored, of that property only", async () => {
    assert.deepEqual(await judged(() => version({ secretString: text() }, ["secretString"])), []);
    assert.deepEqual(await judged(() => version({ secretString: text() }, ["versionStages"])), [
      fault("secretString"),
    ]);
  });

  it("accepts a value that is not stored, and none", async () => {
    assert.deepEqual(await judged(() => version({ secretStringWo: text(), secretStringWoVersion: 1 })), []);
    assert.deepEqual(await judged(() => version({ secretString: "" })), []);
  });
});
