import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { imageIsPinnedByDigest as policy } from "../../../policy-pack/policies/image-is-pinned-by-digest";
import { container, fargateTask, secret, taskDefinition } from "../programs";
import { reports } from "../reports";

const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;
const notPinned = 'container "web", image is not pinned: append its digest, @sha256:<64 hexadecimal digits>';
const moves =
  'container "web", image has the tag latest, which moves and is the default: name a version or a digest';

const digest = `@sha256:${"0123456789abcdef".repeat(4)}`;
const pinned = [
  `111122223333.dkr.ecr.eu-west-1.amazonaws.com/web${digest}`,
  `registry.example:5000/team/web:1.2.3${digest}`,
];
const versioned = ["web:1.2.3", "registry.example:5000/team/web:v2", "web:latest-1"];
const moving = [
  "web",
  "web:latest",
  "registry.example:5000/team/web",
  "registry.example:5000/team/web:latest",
];

const faultsOf = (image: string, stack: string) => reports(policy, () => fargateTask({ image }), { stack });

describe("image-is-pinned-by-digest", () => {
  for (const stack of ["prod", "stage", "test"]) {
    it(`accepts a digest in ${stack}`, async () => {
      for (const image of pinned) assert.deepEqual(await faultsOf(image, stack), []);
    });
  }

  it("refuses any tag in prod, and what only looks like a digest", async () => {
    for (const image of [
      ...versioned,
      ...moving,
      "web@sha256:abc",
      `${pinned[0] ?? ""}0`,
      `web:1${digest}:1`,
    ])
      assert.deepEqual(await faultsOf(image, "prod"), [`mandatory FargateTask web: ${notPinned}`]);
  });

  it("accepts the tag of a version elsewhere", async () => {
    for (const image of versioned) assert.deepEqual(await faultsOf(image, "test"), []);
  });

  it("refuses latest everywhere, said or not", async () => {
    for (const image of moving)
      assert.deepEqual(await faultsOf(image, "stage"), [`mandatory FargateTask web: ${moves}`]);
  });

  it("wants digests in the environments of its configuration", async () => {
    const policyConfig = { [policy.name]: { environments: ["stage"] } };
    const program = () => fargateTask({ image: "web:1.2.3" });
    assert.deepEqual(await reports(policy, program, { policyConfig, stack: "stage" }), [
      `mandatory FargateTask web: ${notPinned}`,
    ]);
    assert.deepEqual(await reports(policy, program, { policyConfig, stack: "prod" }), []);
  });

  it("refuses the same in anyone's task definition, whatever the case of its keys", async () => {
    const program = () => taskDefinition([{ Name: "web", Image: "web:latest" }]);
    assert.deepEqual(await reports(policy, program), [`mandatory TaskDefinition web: ${notPinned}`]);
  });

  it("leaves an image of a repository that the stack makes undetermined, and decides it in the update", async () => {
    const program = () => {
      const { repositoryUrl } = new aws.ecr.Repository("web");
      fargateTask({ image: pulumi.interpolate`${repositoryUrl}:1.2.3` });
    };
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", image')}`,
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${notPinned}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    assert.deepEqual(await reports(policy, () => taskDefinition([container({ secrets: secrets() })])), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
