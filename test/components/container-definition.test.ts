import assert from "node:assert/strict";

import { type ContainerArgs, containerDefinition, volumesOf } from "../../components/container-definition";
import { serviceSpec } from "../support/components";
import { valueOf } from "../support/pulumi";
import * as pulumi from "@pulumi/pulumi";

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-AbCdEf";

function define(overrides: Partial<ContainerArgs> = {}) {
  const args: ContainerArgs = {
    ...serviceSpec({}),
    secrets: [],
    logGroup: "/ecs/test/auth-service",
    region: "eu-west-1",
    ...overrides,
  };
  return valueOf(pulumi.output(containerDefinition(args)));
}

describe("containerDefinition", () => {
  it("describes a locked-down container that logs without blocking", async () => {
    assert.deepEqual(await define(), {
      name: "auth-service",
      image: "public.ecr.aws/example/auth-service:1.0.0",
      essential: true,
      user: "10001:10001",
      readonlyRootFilesystem: true,
      stopTimeout: 30,
      environment: [],
      secrets: [],
      mountPoints: [],
      portMappings: [],
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/ecs/test/auth-service",
          "awslogs-region": "eu-west-1",
          "awslogs-stream-prefix": "auth-service",
          mode: "non-blocking",
          "max-buffer-size": "10m",
        },
      },
    });
  });

  it("refers to each secret key by the full ARN, sorted by name whatever the declared order", async () => {
    const credentials = `${arn.slice(0, -"config-AbCdEf".length)}credentials-GhIjKl`;
    const forwards = await define({
      secrets: [
        { arn, keys: ["B", "C"] },
        { arn: credentials, keys: ["A"] },
      ],
    });
    const backwards = await define({
      secrets: [
        { arn: credentials, keys: ["A"] },
        { arn, keys: ["C", "B"] },
      ],
    });
    assert.deepEqual(forwards.secrets, [
      { name: "A", valueFrom: `${credentials}:A::` },
      { name: "B", valueFrom: `${arn}:B::` },
      { name: "C", valueFrom: `${arn}:C::` },
    ]);
    assert.deepEqual(backwards.secrets, forwards.secrets);
  });

  it("sorts plain environment variables by name", async () => {
    const { environment } = await define({ environment: { ZONE: "b", LOG_LEVEL: "info" } });
    assert.deepEqual(environment, [
      { name: "LOG_LEVEL", value: "info" },
      { name: "ZONE", value: "b" },
    ]);
  });

  it("maps the port, mounts writable paths and adds the optional parts only when they are declared", async () => {
    const healthCheck = { command: ["CMD", "true"], interval: 30, timeout: 5, retries: 3, startPeriod: 0 };
    const { portMappings, mountPoints, ...container } = await define({
      port: 8080,
      writablePaths: ["/tmp", "/var/cache"],
      command: ["serve"],
      healthCheck,
      registryCredentialsArn: arn,
    });
    assert.deepEqual(portMappings, [
      { name: "service", containerPort: 8080, hostPort: 8080, protocol: "tcp" },
    ]);
    assert.deepEqual(mountPoints, [
      { sourceVolume: "writable-0", containerPath: "/tmp", readOnly: false },
      { sourceVolume: "writable-1", containerPath: "/var/cache", readOnly: false },
    ]);
    assert.deepEqual("command" in container && container.command, ["serve"]);
    assert.deepEqual("healthCheck" in container && container.healthCheck, healthCheck);
    assert.deepEqual("repositoryCredentials" in container && container.repositoryCredentials, {
      credentialsParameter: arn,
    });
  });
});

describe("volumesOf", () => {
  it("names one volume for each path", () => {
    assert.deepEqual(volumesOf(["/tmp", "/data"]), [
      { name: "writable-0", path: "/tmp" },
      { name: "writable-1", path: "/data" },
    ]);
  });
});
