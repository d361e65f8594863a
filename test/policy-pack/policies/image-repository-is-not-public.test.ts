import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { imageRepositoryIsNotPublic as policy } from "../../../policy-pack/policies/image-repository-is-not-public";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const document = (principal: unknown, condition?: object) =>
  JSON.stringify({
    Statement: {
      Sid: "Pull",
      Effect: "Allow",
      Principal: principal,
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Condition: condition,
    },
  });
const repositoryPolicy = (text: pulumi.Input<string>) => () =>
  new aws.ecr.RepositoryPolicy("web", { repository: "web", policy: text });
const fault = (type: string) =>
  `mandatory ${type} web: statement "Pull" allows everyone: name the principals, or limit it to known callers by aws:PrincipalArn or aws:PrincipalOrgID`;

describe("image-repository-is-not-public", () => {
  it("accepts named principals, and everyone of an organization", async () => {
    const named = document({ AWS: "arn:aws:iam::123456789012:root" });
    assert.deepEqual(await reports(policy, repositoryPolicy(named)), []);
    const organization = document("*", { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } });
    assert.deepEqual(await reports(policy, repositoryPolicy(organization)), []);
  });

  it("refuses everyone in the policy of a repository, of the registry and of repositories to come", async () => {
    const everyone = document({ AWS: "*" });
    assert.deepEqual(await reports(policy, repositoryPolicy(everyone)), [fault("RepositoryPolicy")]);
    assert.deepEqual(await reports(policy, () => new aws.ecr.RegistryPolicy("web", { policy: everyone })), [
      fault("RegistryPolicy"),
    ]);
    const template = () =>
      new aws.ecr.RepositoryCreationTemplate("web", {
        prefix: "web",
        appliedFors: ["CREATE_ON_PUSH"],
        repositoryPolicy: everyone,
      });
    assert.deepEqual(await reports(policy, template), [fault("RepositoryCreationTemplate")]);
  });

  it("refuses a repository of the public registry", async () => {
    const program = () => new aws.ecrpublic.Repository("web", { repositoryName: "web" });
    assert.deepEqual(await reports(policy, program), [
      "mandatory Repository web: everyone can pull from a repository of the public registry: make it an aws.ecr.Repository",
    ]);
  });

  it("refuses a document that is not JSON", async () => {
    assert.deepEqual(await reports(policy, repositoryPolicy("{")), [
      "mandatory RepositoryPolicy web: policy is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify",
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => repositoryPolicy(knownInUpdate(document("*")))();
    assert.deepEqual(await reports(policy, program), [undetermined("RepositoryPolicy web", "policy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault("RepositoryPolicy")]);
  });
});
