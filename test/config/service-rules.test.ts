import assert from "node:assert/strict";

import { fargateSizes } from "../../config/fargate-sizes";
import { formatProblem } from "../../config/problems";
import { serviceProblems } from "../../config/service-rules";
import { type Environment } from "../../naming";
import { certificateArn } from "../support/breakages/breakage";
import { declaredService } from "../support/declared-service";

function problemsOf(
  settings: Readonly<Record<string, unknown>>,
  environment: Environment = "test",
): string[] {
  return serviceProblems(declaredService(settings), ["services", 0], environment).map(formatProblem);
}

const loadBalancer = { certificateArn, ingressCidrBlocks: ["10.0.0.0/16"] };

describe("serviceProblems", () => {
  it("accepts every size that Fargate has, and no other step of its memory", () => {
    for (const [cpu, sizes] of fargateSizes) {
      const most = Math.max(...sizes) + 1024;
      for (let memory = 512; memory <= most; memory += 512) {
        assert.equal(problemsOf({ cpu, memory }).length, sizes.includes(memory) ? 0 : 1, `${cpu}/${memory}`);
      }
    }
  });

  it("accepts everything that a service may have", () => {
    const everything = {
      cpu: 1024,
      memory: 2048,
      architecture: "ARM64",
      ephemeralStorage: 200,
      desiredCount: 2,
      port: 8080,
      command: ["serve"],
      user: "app:app",
      readonlyRootFilesystem: false,
      writablePaths: ["/tmp", "/var/cache"],
      environment: { LOG_LEVEL: "info" },
      healthCheck: { command: ["CMD-SHELL", "curl -f http://localhost:8080/health"] },
      autoscaling: { minCapacity: 2, maxCapacity: 4 },
      loadBalancer,
      egress: [
        { port: 443, cidrBlocks: ["10.0.0.0/16", "10.1.0.0/16"] },
        { port: 27017, cidrBlocks: ["10.0.0.0/16"] },
      ],
      enableExecuteCommand: true,
      secrets: [
        { type: "config", keys: { A: { source: "supplied" } } },
        { type: "api-keys", keys: { B: { source: "generated" } } },
        { type: "credentials", keys: { C: { source: "generated" } } },
      ],
    };
    assert.deepEqual(problemsOf(everything), []);
  });

  it("leaves a load balancer's name 32 characters, the environment's included", () => {
    const balanced = (length: number) => ({ name: "a".repeat(length), port: 8080, loadBalancer });
    const most: Record<Environment, number> = { prod: 27, stage: 26, test: 27 };
    for (const environment of ["prod", "stage", "test"] as const) {
      assert.deepEqual(problemsOf(balanced(most[environment]), environment), []);
      assert.deepEqual(problemsOf(balanced(most[environment] + 1), environment), [
        `services[0].name must have at most ${most[environment]} characters with a load balancer, has ${most[environment] + 1} (got "${"a".repeat(most[environment] + 1)}")`,
      ]);
    }
  });

  it("refuses a load balancer's name that AWS keeps for itself", () => {
    assert.deepEqual(problemsOf({ name: "internal-api", port: 8080, loadBalancer }), [
      'services[0].name must not start with "internal-" with a load balancer: AWS keeps that (got "internal-api")',
    ]);
    assert.deepEqual(problemsOf({ name: "internal-api" }), []);
  });

  it("accepts a desired count at both ends of the capacity", () => {
    const autoscaling = { minCapacity: 2, maxCapacity: 4 };
    const accepted = [1, 2, 3, 4, 5].filter(
      (desiredCount) => problemsOf({ desiredCount, autoscaling }).length === 0,
    );
    assert.deepEqual(accepted, [2, 3, 4]);
  });

  it("refuses a caller that is let in twice", () => {
    const ingressCidrBlocks = ["10.0.0.0/16", "10.1.0.0/16", "10.0.0.0/16"];
    assert.deepEqual(problemsOf({ port: 8080, loadBalancer: { certificateArn, ingressCidrBlocks } }), [
      'services[0].loadBalancer.ingressCidrBlocks[2] is declared already in services[0].loadBalancer.ingressCidrBlocks[0]: keep one of them (got "10.0.0.0/16")',
    ]);
  });
});
