import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { imageTagsAreImmutable as policy } from "../../../policy-pack/policies/image-tags-are-immutable";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const repository = (imageTagMutability?: pulumi.Input<string>) => () =>
  new aws.ecr.Repository("web", imageTagMutability === undefined ? {} : { imageTagMutability });
const fault = (value: string) =>
  `mandatory Repository web: imageTagMutability is ${value}: set it to IMMUTABLE`;

describe("image-tags-are-immutable", () => {
  it("accepts a repository whose tags are", async () => {
    assert.deepEqual(await reports(policy, repository("IMMUTABLE")), []);
  });

  it("refuses tags that can be moved, all or some, be it said or not", async () => {
    for (const value of ["MUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"])
      assert.deepEqual(await reports(policy, repository(value)), [fault(value)]);
    assert.deepEqual(await reports(policy, repository()), [fault("missing")]);
  });

  it("judges the template of repositories that are made on push", async () => {
    const program = () =>
      new aws.ecr.RepositoryCreationTemplate("web", { prefix: "web", appliedFors: ["CREATE_ON_PUSH"] });
    assert.deepEqual(await reports(policy, program), [
      fault("missing").replace("Repository", "RepositoryCreationTemplate"),
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => repository(knownInUpdate("MUTABLE"))();
    assert.deepEqual(await reports(policy, program), [undetermined("Repository web", "imageTagMutability")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault("MUTABLE")]);
  });
});
