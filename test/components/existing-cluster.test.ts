import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { clusterTag, ExistingCluster } from "../../components/existing-cluster";
import { type OwnAnswers } from "../../local/offline/provider-answers";
import { record } from "../../local/offline/recorder";
import { unknown } from "../../local/offline/wire-values";
import { typesAndNames } from "../support/components";
import { resourceOf } from "../support/pulumi";

const arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/shared";
const type = "secret-backed-services:components:ExistingCluster";

function recordCluster(cluster: string, preview = false, call?: OwnAnswers["call"]) {
  const program = () => {
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
    new ExistingCluster("prod", { cluster }, { parent });
  };
  return record(program, { preview, config: { "aws:region": "eu-west-1" }, ...(call ? { call } : {}) });
}

describe("ExistingCluster", () => {
  it("makes nothing, and has the name and ARN that AWS gives for either of them", async () => {
    for (const cluster of ["shared", arn]) {
      const recording = await recordCluster(cluster);
      assert.deepEqual(typesAndNames(recording.resources), [`${type} prod`, "test:index:Parent parent"]);
      assert.deepEqual(resourceOf(recording, type).outputs, { arn, name: "shared" });
    }
  });

  it("hands its settings to policies, as far as they are known", async () => {
    const settings = [{ name: "containerInsights", value: "enabled" }];
    assert.deepEqual(resourceOf(await recordCluster("shared"), type).inputs, { cluster: "shared", settings });
    assert.deepEqual(resourceOf(await recordCluster("shared", true), type).inputs, {
      cluster: "shared",
      settings: unknown,
    });
  });

  it("refuses a cluster that is being deleted", async () => {
    const call: OwnAnswers["call"] = (token) =>
      token === "aws:ecs/getCluster:getCluster"
        ? { arn, clusterName: "shared", settings: [], status: "INACTIVE" }
        : undefined;
    await assert.rejects(recordCluster("shared", true, call), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(
        error.message,
        /^cluster must name an ECS cluster that is active, shared is INACTIVE: name another one$/m,
      );
      return true;
    });
  });
});

describe("clusterTag", () => {
  it("is the cluster's name, and nothing for a cluster of the stack's own", () => {
    assert.deepEqual(clusterTag(arn), { Cluster: "shared" });
    assert.deepEqual(clusterTag("shared"), { Cluster: "shared" });
    assert.deepEqual(clusterTag(undefined), {});
  });
});
