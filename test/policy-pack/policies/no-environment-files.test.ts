import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { noEnvironmentFiles } from "../../../policy-pack/policies/no-environment-files";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports, undetermined } from "../reports";

const file = { type: "s3", value: "arn:aws:s3:::example/web.env" };
const fault = (files: number) =>
  `container "web" has ${files} environmentFiles: name credentials in secrets and settings in environment instead`;

describe("no-environment-files", () => {
  it("accepts containers without them", async () => {
    for (const overrides of [{}, { environmentFiles: [] }, { environmentFiles: null }])
      assert.deepEqual(await reports(noEnvironmentFiles, () => fargateTask(overrides)), []);
  });

  it("refuses them in a component, at first preview", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    const program = () => fargateTask({ environmentFiles: [file], secrets: secrets() });
    assert.deepEqual(await reports(noEnvironmentFiles, program), [`mandatory FargateTask web: ${fault(1)}`]);
  });

  it("refuses a file in a bucket that the stack makes", async () => {
    const program = () =>
      fargateTask({ environmentFiles: [{ type: "s3", value: new aws.s3.Bucket("bucket").arn }] });
    assert.deepEqual(await reports(noEnvironmentFiles, program), [`mandatory FargateTask web: ${fault(1)}`]);
  });

  it("refuses files of which one is not known yet", async () => {
    const program = () => fargateTask({ environmentFiles: [file, knownInUpdate(file)] });
    assert.deepEqual(await reports(noEnvironmentFiles, program), [`mandatory FargateTask web: ${fault(2)}`]);
  });

  it("refuses them in anyone's task definition, whatever the case of its keys", async () => {
    const program = () => taskDefinition([{ Name: "web", EnvironmentFiles: [file, file] }]);
    assert.deepEqual(await reports(noEnvironmentFiles, program), [
      `mandatory TaskDefinition web: ${fault(2)}`,
    ]);
  });

  it("leaves a list that is unknown as a whole undetermined, as it may be empty", async () => {
    const program = () => fargateTask({ environmentFiles: knownInUpdate([file]) });
    assert.deepEqual(await reports(noEnvironmentFiles, program), [
      undetermined("FargateTask web", 'container "web", environmentFiles'),
    ]);
  });

  it("leaves a document that is not known yet undetermined, and decides it in the update", async () => {
    const program = () =>
      taskDefinition([
        container({ environmentFiles: [file], secrets: [{ name: "A", valueFrom: secret().arn }] }),
      ]);
    assert.deepEqual(await reports(noEnvironmentFiles, program), [
      undetermined("TaskDefinition web", "containerDefinitions"),
    ]);
    assert.deepEqual(await reports(noEnvironmentFiles, program, { preview: false }), [
      `mandatory TaskDefinition web: ${fault(1)}`,
    ]);
  });
});
