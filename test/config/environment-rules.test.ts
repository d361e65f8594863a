import assert from "node:assert/strict";

import { type EnvironmentOutputs, readEnvironmentOutputs } from "../../config/environment-outputs";
import { partServiceProblems } from "../../config/environment-rules";
import { formatProblem } from "../../config/problems";
import { serviceSchema } from "../../config/service-schema";
import { environmentOutputs } from "../support/part";

const image = `123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:${"a".repeat(64)}`;
const service = (settings: object) =>
  serviceSchema.parse({ name: "web", image, cpu: 256, memory: 512, desiredCount: 1, ...settings });

function problemsOf(settings: object, outputs: object = {}): string[] {
  const read = readEnvironmentOutputs("test", { ...environmentOutputs, ...outputs });
  assert.ok(read.valid);
  const shared: EnvironmentOutputs = read.outputs;
  return partServiceProblems([service(settings)], shared, "test").map(formatProblem);
}

describe("partServiceProblems", () => {
  it("accepts a service that the environment's stack does not have", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it("refuses one that it has", () => {
    assert.deepEqual(problemsOf({ name: "auth-service" }), [
      'services[0].name is a service of stack test already: keep one of them (got "auth-service")',
    ]);
  });

  it("refuses a service's secret of that stack as an admin secret", () => {
    const adminSecretArn =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-AbCdEf";
    const rotation = { strategy: "mongodb", adminSecretArn };
    const keys = { MONGODB_URI: { source: "supplied", rotation } };
    assert.deepEqual(problemsOf({ secrets: [{ type: "config", keys }] }), [
      `services[0].secrets[0].keys.MONGODB_URI.rotation.adminSecretArn must not be a secret of auth-service, as every task of that service gets it: keep the credential in a secret apart (got "${adminSecretArn}")`,
    ]);
  });

  it("checks the services against the network that the environment has", () => {
    const create = { cidrBlock: "10.30.0.0/16", egress: "vpc-endpoints" };
    const settings = { ...environmentOutputs.settings, network: { create } };
    assert.deepEqual(problemsOf({ image: "docker.io/library/nginx:1.27" }, { settings }), [
      'services[0].image must be in a private Amazon ECR repository, as network.create.egress is "vpc-endpoints" (got "docker.io/library/nginx:1.27")',
    ]);
  });
});
