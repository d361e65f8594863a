import { waitForRPCs } from "@pulumi/pulumi/runtime/settings";

import { Environment } from "../components/environment";
import { SecretBackedService } from "../components/secret-backed-service";
import { type ServiceSpec } from "../components/service-spec";
import { monitoringSchema } from "../config/monitoring-schema";
import { record, type Recording } from "../local/offline/recorder";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";

/** What this project's components register at the first preview of a stack of many services, each with all that it can have. */
export function recordServices(count: number): Promise<Recording<unknown>> {
  const names = Array.from({ length: count }, (_, index) => `service-${index}`);
  const program = () => createServices(names);
  return record(program, { preview: true, stack: "test" });
}

/** How many services are made before the engine is waited for: all that waits for an answer is held in memory. */
const batch = 25;

async function createServices(names: string[]): Promise<void> {
  const tags = { Environment: "test" };
  const environment = new Environment("test", {
    environment: "test",
    network: {
      existing: { vpcId: "vpc-1", privateSubnetIds: ["subnet-1", "subnet-2"], publicSubnetIds: [] },
    },
    // One log group takes the metric filters of 23 secrets; what the policies see of a service does not depend on it.
    services: names.map((name) => ({ name, secrets: [] })),
    rollout: { maximumConcurrentDeployments: 1, schedule: "rate(5 minutes)" },
    monitoring: monitoringSchema.parse({}),
    roleSettings: { path: "/" },
    logRetentionInDays: 30,
    deletionProtection: false,
    tags,
  });
  for (const [index, name] of names.entries()) {
    if (index % batch === 0) await waitForRPCs();
    new SecretBackedService(name, {
      environment,
      service: service(name),
      suppliedValues: new Map(),
      recoveryWindowInDays: 7,
      logRetentionInDays: 30,
      deletionProtection: false,
      tags,
    });
  }
}

function service(name: string): ServiceSpec {
  const rotation = { strategy: "manual", deadlineInDays: 90 } as const;
  const keys = { JWT_SECRET: { source: "generated", length: 48, special: false, rotation } } as const;
  return {
    name,
    image: `public.ecr.aws/example/service@sha256:${"0".repeat(64)}`,
    cpu: 256,
    memory: 512,
    architecture: "X86_64",
    desiredCount: 1,
    port: 8080,
    user: "10001:10001",
    readonlyRootFilesystem: true,
    writablePaths: ["/tmp"],
    stopTimeout: 30,
    environment: { LOG_LEVEL: "info", DATABASE_HOST: "database.example", FEATURES: "a,b,c" },
    autoscaling: { minCapacity: 1, maxCapacity: 4, targetCpuUtilization: 60 },
    loadBalancer: {
      certificateArn,
      ingressCidrBlocks: ["10.0.0.0/16"],
      internal: true,
      healthCheckPath: "/health",
    },
    egress: [],
    permissions: [
      { sid: "ReadFiles", actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${name}-files/*`] },
    ],
    enableExecuteCommand: false,
    secrets: [{ type: "config", keys }],
  };
}
