import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { imageRepositoryScansOnPush as policy } from "../../../policy-pack/policies/image-repository-scans-on-push";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const repository = (scanOnPush?: pulumi.Input<boolean>) => () =>
  new aws.ecr.Repository(
    "web",
    scanOnPush === undefined ? {} : { imageScanningConfiguration: { scanOnPush } },
  );
const fault = (value: string) =>
  `mandatory Repository web: imageScanningConfiguration.scanOnPush is ${value}: set it to true`;

describe("image-repository-scans-on-push", () => {
  it("accepts a repository that does", async () => {
    assert.deepEqual(await reports(policy, repository(true)), []);
  });

  it("refuses a repository that does not, or does not say", async () => {
    assert.deepEqual(await reports(policy, repository(false)), [fault("false")]);
    assert.deepEqual(await reports(policy, repository()), [fault("missing")]);
  });

  it("accepts every repository where the registry scans them, by the settings", async () => {
    const policyConfig = { [policy.name]: { registryScans: true } };
    assert.deepEqual(await reports(policy, repository(), { policyConfig }), []);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => repository(knownInUpdate(false))();
    assert.deepEqual(await reports(policy, program), [
      undetermined("Repository web", "imageScanningConfiguration.scanOnPush"),
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault("false")]);
  });
});
