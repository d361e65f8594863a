import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { containerSendsLogs as policy } from "../../../policy-pack/policies/container-sends-logs";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports } from "../reports";

const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;
const wayOut = "use awslogs or awsfirelens or splunk or fluentd or gelf or syslog";
const place = 'container "web", logConfiguration.logDriver';
const faultsOf = (logConfiguration: unknown) => reports(policy, () => fargateTask({ logConfiguration }));

describe("container-sends-logs", () => {
  it("accepts each driver that sends logs off the host", async () => {
    for (const logDriver of ["awslogs", "awsfirelens", "splunk", "fluentd", "gelf", "syslog"])
      assert.deepEqual(await faultsOf({ logDriver }), []);
  });

  it("accepts a log group that the stack makes", async () => {
    const program = () => {
      const { name } = new aws.cloudwatch.LogGroup("logs");
      fargateTask({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": name } } });
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses a container without a driver", async () => {
    for (const logConfiguration of [undefined, null, {}, { options: { "awslogs-group": "web" } }])
      assert.deepEqual(await faultsOf(logConfiguration), [
        `mandatory FargateTask web: ${place} is missing: ${wayOut}`,
      ]);
  });

  it("refuses a driver that keeps logs on the host", async () => {
    for (const logDriver of ["json-file", "journald"])
      assert.deepEqual(await faultsOf({ logDriver }), [
        `mandatory FargateTask web: ${place} is ${logDriver}, which keeps logs on the host: ${wayOut}`,
      ]);
  });

  it("refuses the one sidecar without a driver, whatever the case of the keys", async () => {
    const program = () =>
      taskDefinition([{ Name: "app", LogConfiguration: { LogDriver: "awslogs" } }, { Name: "web" }]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${place} is missing: ${wayOut}`,
    ]);
  });

  it("takes the drivers of its configuration", async () => {
    const policyConfig = { [policy.name]: { logDrivers: ["awslogs"] } };
    const program = () => fargateTask({ logConfiguration: { logDriver: "splunk" } });
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      `mandatory FargateTask web: ${place} is splunk, which keeps logs on the host: use awslogs`,
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => fargateTask({ logConfiguration: knownInUpdate({}) });
    assert.deepEqual(await reports(policy, program), [`advisory FargateTask web: ${undetermined(place)}`]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${place} is missing: ${wayOut}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    assert.deepEqual(await reports(policy, () => taskDefinition([container({ secrets: secrets() })])), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
