import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { imageRepositoryIsEncryptedWithKms as policy } from "../../../policy-pack/policies/image-repository-is-encrypted-with-kms";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const repository = (args: aws.ecr.RepositoryArgs) => () => new aws.ecr.Repository("web", args);
const fault = (value: string) =>
  `mandatory Repository web: encryptionConfigurations, encryptionType is ${value}: set it to KMS`;

describe("image-repository-is-encrypted-with-kms", () => {
  it("accepts KMS, with whichever key, in one layer or two", async () => {
    const kmsKey = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    for (const configuration of [
      { encryptionType: "KMS" },
      { encryptionType: "KMS", kmsKey },
      { encryptionType: "KMS_DSSE", kmsKey },
    ])
      assert.deepEqual(await reports(policy, repository({ encryptionConfigurations: [configuration] })), []);
  });

  it("refuses the key of Amazon S3, be it said or not", async () => {
    const said = { encryptionConfigurations: [{ encryptionType: "AES256" }] };
    assert.deepEqual(await reports(policy, repository(said)), [fault("AES256")]);
    assert.deepEqual(await reports(policy, repository({ encryptionConfigurations: [{}] })), [
      fault("missing"),
    ]);
    assert.deepEqual(await reports(policy, repository({})), [fault("missing")]);
  });

  it("judges the template of repositories that are made on push", async () => {
    const program = () =>
      new aws.ecr.RepositoryCreationTemplate("web", { prefix: "web", appliedFors: ["CREATE_ON_PUSH"] });
    assert.deepEqual(await reports(policy, program), [
      fault("missing").replace("Repository", "RepositoryCreationTemplate"),
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () =>
      repository({ encryptionConfigurations: [{ encryptionType: knownInUpdate("AES256") }] })();
    assert.deepEqual(await reports(policy, program), [
      undetermined("Repository web", "encryptionConfigurations, encryptionType"),
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault("AES256")]);
  });
});
