import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { ExistingCluster } from "../../../components/existing-cluster";
import { clusterHasContainerInsights as policy } from "../../../policy-pack/policies/cluster-has-container-insights";
import { knownInUpdate } from "../programs";
import { type ReportOptions, reports } from "../reports";

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

  describe("of an existing cluster", () => {
    const existing = () => new ExistingCluster("shared", { cluster: "shared" });
    const settingsOf = (value: string): ReportOptions => ({
      call: (token) =>
        token === "aws:ecs/getCluster:getCluster"
          ? { arn: "", clusterName: "shared", settings: [{ name, value }], status: "ACTIVE" }
          : undefined,
    });

    it("judges the settings that AWS gives", async () => {
      assert.deepEqual(await reports(policy, existing, settingsOf("enhanced")), []);
      assert.deepEqual(await reports(policy, existing, settingsOf("disabled")), [
        `mandatory ExistingCluster shared: ${fault("disabled")}`,
      ]);
    });

    it("says that it cannot see them offline", async () => {
      assert.deepEqual(await reports(policy, existing), [
        "advisory ExistingCluster shared: undetermined at preview: settings, containerInsights (judged during the update, before the resource is made)",
      ]);
    });
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
