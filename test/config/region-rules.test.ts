import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { clusterRegionProblems, regionProblems } from "../../config/region-rules";
import { certificateArn, functionArn } from "../support/breakages/breakage";
import { declaredService } from "../support/declared-service";

describe("regionProblems", () => {
  const registryCredentialsArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-a1B2c3";
  const adoptedArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auth-service-test-config-AbCdEf";
  const service = declaredService({
    port: 8080,
    registryCredentialsArn,
    loadBalancer: { certificateArn, ingressCidrBlocks: ["10.0.0.0/16"] },
    secrets: [
      { type: "config", arn: adoptedArn, keys: {} },
      { type: "api-keys", keys: {}, rotation: { functionArn } },
    ],
  });

  it("accepts ARNs of the stack's own region", () => {
    assert.deepEqual(regionProblems(service, ["services", 0], "eu-west-1"), []);
  });

  it("names each ARN of another region", () => {
    const rule = "must be in eu-west-2, the region that aws:region sets";
    assert.deepEqual(regionProblems(service, ["services", 0], "eu-west-2").map(formatProblem), [
      `services[0].registryCredentialsArn ${rule} (got "${registryCredentialsArn}")`,
      `services[0].loadBalancer.certificateArn ${rule} (got "${certificateArn}")`,
      `services[0].secrets[0].arn ${rule} (got "${adoptedArn}")`,
      `services[0].secrets[1].rotation.functionArn ${rule} (got "${functionArn}")`,
    ]);
  });

  it("has nothing to say of a service without ARNs", () => {
    assert.deepEqual(regionProblems(declaredService(), [], "eu-west-2"), []);
  });
});

describe("clusterRegionProblems", () => {
  const cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/shared";

  it("accepts a cluster of the stack's own region, by ARN or name, and none", () => {
    for (const given of [cluster, "shared", "arn-like", undefined])
      assert.deepEqual(clusterRegionProblems(given, "eu-west-1"), []);
  });

  it("refuses a cluster of another region", () => {
    assert.deepEqual(clusterRegionProblems(cluster, "eu-west-2").map(formatProblem), [
      `cluster must be in eu-west-2, the region that aws:region sets (got "${cluster}")`,
    ]);
  });
});
