import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { fargatePlatformVersionIsCurrent as policy } from "../../../policy-pack/policies/fargate-platform-version-is-current";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const wayOut = "set it to LATEST or to 1.4.0 or later";
const service = (args: aws.ecs.ServiceArgs) => () => new aws.ecs.Service("web", args);
const capacityProviderStrategies = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];

/** A service at platform version 1.0.0, of a task definition for an operating system. */
const serviceOn = (operatingSystemFamily: pulumi.Input<string> | undefined) => () => {
  const runtimePlatform =
    operatingSystemFamily === undefined ? {} : { runtimePlatform: { operatingSystemFamily } };
  const definition = { family: "web", containerDefinitions: "[]", ...runtimePlatform };
  const { arn } = new aws.ecs.TaskDefinition("web", definition);
  service({ taskDefinition: arn, platformVersion: "1.0.0" })();
};

describe("fargate-platform-version-is-current", () => {
  for (const platformVersion of ["LATEST", "1.4.0", "1.4.1", "1.10.0", "2.0.0"]) {
    it(`accepts ${platformVersion}`, async () => {
      assert.deepEqual(await reports(policy, service({ launchType: "FARGATE", platformVersion })), []);
    });
  }

  it("accepts AWS's default, which is the latest", async () => {
    assert.deepEqual(await reports(policy, service({ launchType: "FARGATE" })), []);
    assert.deepEqual(await reports(policy, service({ capacityProviderStrategies })), []);
  });

  for (const platformVersion of ["1.3.0", "1.1.0", "0.9", "newest"]) {
    it(`refuses ${platformVersion}`, async () => {
      assert.deepEqual(await reports(policy, service({ launchType: "FARGATE", platformVersion })), [
        `mandatory Service web: platformVersion is ${platformVersion}: ${wayOut}`,
      ]);
    });
  }

  it("refuses an old version of a service with capacity providers", async () => {
    const program = service({ capacityProviderStrategies, platformVersion: "1.3.0" });
    assert.deepEqual(await reports(policy, program), [
      `mandatory Service web: platformVersion is 1.3.0: ${wayOut}`,
    ]);
  });

  it("refuses it wherever else tasks are started", async () => {
    const started = { taskDefinition: "web:1", platformVersion: "1.3.0" };
    const taskSet = () => new aws.ecs.TaskSet("web", { cluster: "web", service: "web", ...started });
    assert.deepEqual(await reports(policy, taskSet), [
      `mandatory TaskSet web: platformVersion is 1.3.0: ${wayOut}`,
    ]);
    const rule = () =>
      new aws.cloudwatch.EventTarget("web", {
        ...{ rule: "nightly", arn: "arn:aws:ecs:us-east-1:123456789012:cluster/web" },
        ecsTarget: { taskDefinitionArn: "web:1", platformVersion: "1.3.0" },
      });
    assert.deepEqual(await reports(policy, rule), [
      `mandatory EventTarget web: ecsTarget.platformVersion is 1.3.0: ${wayOut}`,
    ]);
  });

  it("accepts 1.0.0, the current one of Windows, for a task definition of Windows alone", async () => {
    const refused = [
      `mandatory Service web: platformVersion is 1.0.0, which is current on Windows only: ${wayOut}`,
    ];
    for (const preview of [true, false]) {
      assert.deepEqual(await reports(policy, serviceOn("WINDOWS_SERVER_2022_CORE"), { preview }), []);
      assert.deepEqual(await reports(policy, serviceOn("LINUX"), { preview }), refused);
      assert.deepEqual(await reports(policy, serviceOn(undefined), { preview }), refused);
    }
  });

  it("leaves 1.0.0 undetermined where it cannot see the operating system", async () => {
    const undetermined = [
      "advisory Service web: undetermined at preview: platformVersion is 1.0.0, which is current on Windows only (judged during the update, before the resource is made)",
    ];
    const foreign = service({ taskDefinition: "web:1", platformVersion: "1.0.0" });
    assert.deepEqual(await reports(policy, foreign), undetermined);
    assert.deepEqual(
      await reports(policy, () => {
        serviceOn(knownInUpdate("LINUX"))();
      }),
      undetermined,
    );
  });

  it("takes the minimum of its configuration", async () => {
    const policyConfig = { [policy.name]: { minimum: "1.5.0" } };
    assert.deepEqual(await reports(policy, service({ platformVersion: "1.4.0" }), { policyConfig }), [
      "mandatory Service web: platformVersion is 1.4.0: set it to LATEST or to 1.5.0 or later",
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => service({ platformVersion: knownInUpdate("1.3.0") })();
    assert.deepEqual(await reports(policy, program), [
      "advisory Service web: undetermined at preview: platformVersion (judged during the update, before the resource is made)",
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory Service web: platformVersion is 1.3.0: ${wayOut}`,
    ]);
  });
});
