import assert from "node:assert/strict";

import { readSettings } from "../../../rotation/rollout/settings";

const variables = {
  CLUSTER: "prod",
  ENVIRONMENT: "prod",
  SERVICES: "auth-service,mail",
  ALERT_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:alerts",
  MAINTENANCE_WINDOW: "",
  MAXIMUM_CONCURRENT_DEPLOYMENTS: "2",
  REPLICA_REGIONS: "",
};

describe("readSettings", () => {
  it("reads the function's variables", () => {
    assert.deepEqual(readSettings({ ...variables, AWS_REGION: "us-east-1" }), {
      cluster: "prod",
      environment: "prod",
      services: ["auth-service", "mail"],
      alertTopicArn: "arn:aws:sns:us-east-1:000000000000:alerts",
      maintenanceWindow: undefined,
      maximumConcurrentDeployments: 2,
      replicaRegions: [],
    });
  });

  it("reads the Regions of replicas", () => {
    const { replicaRegions } = readSettings({ ...variables, REPLICA_REGIONS: "eu-central-1,us-east-2" });
    assert.deepEqual(replicaRegions, ["eu-central-1", "us-east-2"]);
  });

  it("reads a maintenance window", () => {
    const window = { days: ["SAT"], start: "02:00", hours: 4 };
    const settings = readSettings({ ...variables, MAINTENANCE_WINDOW: JSON.stringify(window) });
    assert.deepEqual(settings.maintenanceWindow, window);
  });

  const wrong: [Record<string, string | undefined>, string][] = [
    [{ CLUSTER: undefined, ENVIRONMENT: "" }, "CLUSTER, ENVIRONMENT"],
    [{ SERVICES: "" }, "SERVICES"],
    [{ MAXIMUM_CONCURRENT_DEPLOYMENTS: "0" }, "MAXIMUM_CONCURRENT_DEPLOYMENTS"],
    [{ REPLICA_REGIONS: undefined }, "REPLICA_REGIONS"],
    [{ REPLICA_REGIONS: "eu-central-1," }, "REPLICA_REGIONS"],
    [{ MAINTENANCE_WINDOW: "{" }, "MAINTENANCE_WINDOW"],
    [{ MAINTENANCE_WINDOW: "{}" }, "MAINTENANCE_WINDOW"],
  ];
  for (const [change, names] of wrong) {
    it(`names ${names} when missing or malformed`, () => {
      const message = `environment variables missing or malformed: ${names}`;
      assert.throws(() => readSettings({ ...variables, ...change }), { name: "RotationError", message });
    });
  }
});
