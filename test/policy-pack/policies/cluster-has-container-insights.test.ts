import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { clusterHasContainerInsights as policy } from "../../../policy-pack/policies/cluster-has-container-insights";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const cluster = (settings?: aws.ecs.ClusterArgs["settings"]) =>
  new aws.ecs.Cluster("web", settings === undefined ? {} : { settings });

const name = "containerInsights";
const fault = (state: string) => `settings, containerInsights is ${state}: set it to enabled or enhanced`;
const undetermined = [
  "advisory Cluster web: undetermined at preview: settings, containerInsights (judged during the update, before the resource is made)",
];

describe("cluster-has-container-insights", () => {
  it("accepts enabled and enhanced", async () => {
    for (const value of ["enabled", "enhanced"])
      assert.deepEqual(await reports(policy, () => cluster([{ name, value }])), []);
  });

  it("refuses disabled", async () => {
    assert.deepEqual(await reports(policy, () => cluster([{ name, value: "disabled" }])), [
      `mandatory Cluster web: ${fault("disabled")}`,
    ]);
  });

  it("refuses a cluster that does not say", async () => {
    for (const settings of [undefined, []])
      assert.deepEqual(await reports(policy, () => cluster(settings)), [
        `mandatory Cluster web: ${fault("missing")}`,
      ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const programs = [
      () => cluster([{ name, value: knownInUpdate("disabled") }]),
      () => cluster([{ name: knownInUpdate(name), value: "disabled" }]),
      () => cluster(knownInUpdate([{ name, value: "disabled" }])),
    ];
    for (const program of programs) {
      assert.deepEqual(await reports(policy, program), undetermined);
      assert.deepEqual(await reports(policy, program, { preview: false }), [
        `mandatory Cluster web: ${fault("disabled")}`,
      ]);
    }
  });
});
