import assert from "node:assert/strict";

import { type EnvironmentArgs } from "../../components/environment";
import { SecretBackedService, type SecretBackedServiceArgs } from "../../components/secret-backed-service";
import { type ServiceSpec } from "../../components/service-spec";
import { record } from "../../local/offline/recorder";
import { unknown } from "../../local/offline/wire-values";
import { parseDocument, serviceSpec, testEnvironment, textOf, typesAndNames } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";

const types = {
  component: "secret-backed-services:components:SecretBackedService",
  fargateTask: "secret-backed-services:components:FargateTask",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  secret: "aws:secretsmanager/secret:Secret",
  service: "aws:ecs/service:Service",
  taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  version: "aws:secretsmanager/secretVersion:SecretVersion",
};

const withSecret = serviceSpec({
  secrets: [
    {
      type: "config",
      keys: {
        JWT_SECRET: { source: "generated", length: 32, special: false },
        API_KEY: { source: "generated", length: 32, special: false },
      },
    },
  ],
});

const withRotation = serviceSpec({
  secrets: [
    {
      type: "config",
      keys: {
        JWT_SECRET: {
          source: "generated",
          length: 32,
          special: false,
          rotation: { strategy: "random", length: 32, special: false },
        },
      },
    },
  ],
});

const loadBalancer = {
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000",
  ingressCidrBlocks: ["192.0.2.0/24"],
  internal: true,
  healthCheckPath: "/health",
};

function recordService(
  service: ServiceSpec,
  overrides: Partial<SecretBackedServiceArgs> = {},
  preview = false,
  shared: Partial<EnvironmentArgs> = {},
) {
  return record(
    () => {
      const environment = testEnvironment(shared);
      const args = {
        recoveryWindowInDays: 7,
        logRetentionInDays: 30,
        deletionProtection: false,
        tags: { Service: service.name },
      };
      new SecretBackedService(service.name, {
        environment,
        service,
        suppliedValues: new Map(),
        ...args,
        ...overrides,
      });
    },
    { preview },
  );
}

/** The resources that are the service's own: all but the environment's. */
async function ownTypesAndNames(service: ServiceSpec): Promise<string[]> {
  const environment = await record(() => {
    testEnvironment();
  });
  const shared = new Set(typesAndNames(environment.resources));
  const resources = typesAndNames((await recordService(service)).resources);
  return resources.filter(
    (resource) => !shared.has(resource) && !/metricAlarm|logMetricFilter/i.test(resource),
  );
}

const bare = [
  "aws:cloudwatch/logGroup:LogGroup auth-service",
  "aws:ec2/securityGroup:SecurityGroup auth-service",
  "aws:ecs/service:Service auth-service",
  "aws:ecs/taskDefinition:TaskDefinition auth-service",
  "aws:iam/role:Role auth-service-execution",
  "aws:iam/role:Role auth-service-task",
  "aws:iam/rolePolicy:RolePolicy auth-service-execution",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule auth-service-https",
  "secret-backed-services:components:FargateTask auth-service",
  "secret-backed-services:components:SecretBackedService auth-service",
  "secret-backed-services:components:ServiceRole auth-service-execution",
  "secret-backed-services:components:ServiceRole auth-service-task",
];

describe("SecretBackedService", () => {
  it("makes a service without secrets of exactly these resources", async () => {
    assert.deepEqual(await ownTypesAndNames(serviceSpec()), bare);
  });

  it("adds to them, for a secret, the secret, its first version, its generated values and what watches them", async () => {
    assert.deepEqual(
      await ownTypesAndNames(withSecret),
      [
        ...bare,
        "aws:cloudwatch/compositeAlarm:CompositeAlarm test-service-alert-auth-service",
        "aws:cloudwatch/eventRule:EventRule auth-service-test-rotation-failed",
        "aws:cloudwatch/eventTarget:EventTarget auth-service-test-rotation-failed",
        "secret-backed-services:components:ServiceAlarms auth-service-alarms",
        "aws:secretsmanager/secret:Secret auth-service-config",
        "aws:secretsmanager/secretVersion:SecretVersion auth-service-config",
        "random:index/randomPassword:RandomPassword auth-service-config-API_KEY",
        "random:index/randomPassword:RandomPassword auth-service-config-JWT_SECRET",
        "secret-backed-services:components:ServiceSecret auth-service-config",
      ].sort(),
    );
  });

  it("adds to them, where a key says how it is rotated, the rotation and the function that does it", async () => {
    const own = await ownTypesAndNames(withRotation);
    const name = "auth-service-rotation";
    assert.deepEqual(
      own.filter((resource) => !bare.includes(resource)),
      [
        "aws:cloudwatch/compositeAlarm:CompositeAlarm test-service-alert-auth-service",
        "aws:cloudwatch/eventRule:EventRule auth-service-test-rotation-failed",
        "aws:cloudwatch/eventTarget:EventTarget auth-service-test-rotation-failed",
        `aws:cloudwatch/logGroup:LogGroup ${name}`,
        `aws:iam/role:Role ${name}`,
        `aws:iam/rolePolicy:RolePolicy ${name}`,
        `aws:lambda/function:Function ${name}`,
        `aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig ${name}`,
        `aws:lambda/permission:Permission ${name}-of-auth-service-test-config`,
        "aws:secretsmanager/secret:Secret auth-service-config",
        "aws:secretsmanager/secretRotation:SecretRotation auth-service-config",
        "aws:secretsmanager/secretVersion:SecretVersion auth-service-config",
        "random:index/randomPassword:RandomPassword auth-service-config-JWT_SECRET",
        `secret-backed-services:components:RotationFunction ${name}`,
        "secret-backed-services:components:ServiceAlarms auth-service-alarms",
        `secret-backed-services:components:ServiceRole ${name}`,
        "secret-backed-services:components:ServiceSecret auth-service-config",
      ],
    );
  });

  it("adds autoscaling where it is declared, and leaves the number of tasks to it", async () => {
    const autoscaling = { minCapacity: 2, maxCapacity: 6, targetCpuUtilization: 60 };
    const service = serviceSpec({ autoscaling, desiredCount: 2 });
    assert.deepEqual(await ownTypesAndNames(service), [
      "aws:appautoscaling/policy:Policy auth-service",
      "aws:appautoscaling/target:Target auth-service",
      ...bare,
    ]);
    const recording = await recordService(service);
    assert.deepEqual(resourceOf(recording, types.service).options.ignoreChanges, ["desiredCount"]);
    assert.deepEqual(resourceOf(recording, "aws:appautoscaling/target:Target").inputs, {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/secret-backed-services-test/auth-service-test",
      minCapacity: 2,
      maxCapacity: 6,
      tags: { Service: "auth-service" },
    });
    assert.deepEqual(resourceOf(recording, "aws:appautoscaling/policy:Policy").inputs, {
      name: "cpu",
      policyType: "TargetTrackingScaling",
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/secret-backed-services-test/auth-service-test",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: 60,
      },
    });
  });

  it("adds a load balancer where it is declared, and opens the service to it alone", async () => {
    const service = serviceSpec({ loadBalancer, port: 8080 });
    assert.deepEqual(
      await ownTypesAndNames(service),
      [
        ...bare,
        "aws:ec2/securityGroup:SecurityGroup auth-service-load-balancer",
        "aws:lb/listener:Listener auth-service-load-balancer",
        "aws:lb/loadBalancer:LoadBalancer auth-service-load-balancer",
        "aws:lb/targetGroup:TargetGroup auth-service-load-balancer",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule auth-service-load-balancer-to-tasks",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule auth-service-from-load-balancer",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule auth-service-load-balancer-from-192.0.2.0/24",
        "secret-backed-services:components:ServiceLoadBalancer auth-service-load-balancer",
      ].sort(),
    );
    const recording = await recordService(service);
    const { inputs, dependencies } = resourceOf(recording, types.service);
    assert.deepEqual(inputs.loadBalancers, [
      {
        targetGroupArn: resourceOf(recording, "aws:lb/targetGroup:TargetGroup").outputs.arn,
        containerName: "auth-service",
        containerPort: 8080,
      },
    ]);
    assert.equal(inputs.healthCheckGracePeriodSeconds, 60);
    assert.ok(dependencies.includes(resourceOf(recording, "aws:lb/listener:Listener").urn));
  });

  it("runs privately on Fargate, rolled back by ECS and waited for", async () => {
    const recording = await recordService(withSecret);
    assert.deepEqual(resourceOf(recording, types.service).inputs, {
      name: "auth-service-test",
      cluster: resourceOf(recording, "aws:ecs/cluster:Cluster").outputs.arn,
      taskDefinition: resourceOf(recording, types.taskDefinition).outputs.arn,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      desiredCount: 1,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: "ENABLED",
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      networkConfiguration: {
        assignPublicIp: false,
        subnets: ["subnet-1", "subnet-2"],
        securityGroups: [resourceOf(recording, "aws:ec2/securityGroup:SecurityGroup").outputs.id],
      },
      waitForSteadyState: true,
      tags: { Service: "auth-service" },
    });
  });

  it("starts only behind its roles' policies and its secrets' first values", async () => {
    const recording = await recordService(withSecret);
    const { dependencies } = resourceOf(recording, types.service);
    const needed = [...resourcesOf(recording, types.rolePolicy), ...resourcesOf(recording, types.version)];
    assert.equal(needed.length, 2);
    assert.deepEqual(
      needed.filter(({ urn }) => !dependencies.includes(urn)),
      [],
    );
  });

  it("makes a Fargate task definition whose container receives every key by reference", async () => {
    const recording = await recordService({ ...withSecret, writablePaths: ["/tmp"], ephemeralStorage: 30 });
    const { containerDefinitions, ...definition } = resourceOf(recording, types.taskDefinition).inputs;
    const role = (name: string) => resourceOf(recording, types.role, name).outputs.arn;
    assert.deepEqual(definition, {
      family: "auth-service-test",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      ephemeralStorage: { sizeInGib: 30 },
      volumes: [{ name: "writable-0" }],
      executionRoleArn: role("auth-service-execution"),
      taskRoleArn: role("auth-service-task"),
      tags: { Service: "auth-service" },
    });
    const arn = textOf(resourceOf(recording, types.secret).outputs.arn);
    assert.match(arn, /:secret:auth-service-test-config-\w{6}$/);
    const [container, ...others] = listOf(parseDocument(containerDefinitions));
    assert.deepEqual(others, []);
    assert.deepEqual(Reflect.get(Object(container), "secrets"), [
      { name: "API_KEY", valueFrom: `${arn}:API_KEY::` },
      { name: "JWT_SECRET", valueFrom: `${arn}:JWT_SECRET::` },
    ]);
  });

  it("lets its execution role read exactly its secret, and its task role nothing", async () => {
    const recording = await recordService(withSecret);
    const arn = resourceOf(recording, types.secret).outputs.arn;
    const policy = resourceOf(recording, types.rolePolicy);
    assert.equal(policy.name, "auth-service-execution");
    assert.deepEqual(parseDocument(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        { Sid: "ReadSecrets", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [arn] },
        {
          Sid: "DecryptSecrets",
          Effect: "Allow",
          Action: ["kms:Decrypt"],
          Resource: [resourceOf(recording, "aws:kms/key:Key").outputs.arn],
          Condition: {
            StringEquals: {
              "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
              "kms:EncryptionContext:SecretARN": [arn],
            },
          },
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [`${textOf(resourceOf(recording, types.logGroup).outputs.arn)}:log-stream:*`],
        },
      ],
    });
  });

  it("gives each of its roles the path and the permissions boundary of the stack", async () => {
    const path = "/services/prod/";
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const roleSettings = { path, permissionsBoundaryArn };
    const recording = await recordService(withSecret, {}, false, { roleSettings });
    assert.deepEqual(
      resourcesOf(recording, types.role)
        .map(({ inputs }) => [inputs.name, inputs.path, inputs.permissionsBoundary])
        .sort(),
      [
        ["auth-service-test-execution", path, permissionsBoundaryArn],
        ["auth-service-test-task", path, permissionsBoundaryArn],
      ],
    );
  });

  it("lets through the wall of its secrets nobody but administrators, break-glass and the roles that read, rotate, label or describe them", async () => {
    const administrators = ["arn:aws:iam::123456789012:user/offline", "arn:aws:iam::123456789012:role/a*"];
    const recording = await recordService(withRotation, {}, false, {
      environment: "prod",
      roleSettings: { path: "/services/" },
      wall: { administrators, breakGlass: true },
    });
    const { policy } = resourceOf(recording, "aws:secretsmanager/secretPolicy:SecretPolicy").inputs;
    assert.deepEqual(Reflect.get(Object(parseDocument(policy)), "Statement"), [
      {
        Sid: "DenyAllButDeclaredPrincipals",
        Effect: "Deny",
        Principal: { AWS: ["*"] },
        Action: ["secretsmanager:*"],
        Resource: ["*"],
        Condition: {
          ArnNotLike: {
            "aws:PrincipalArn": [
              ...administrators,
              "arn:aws:iam::123456789012:role/services/secret-backed-services-prod-break-glass",
              "arn:aws:iam::123456789012:role/services/auth-service-prod-execution",
              "arn:aws:iam::123456789012:role/services/auth-service-prod-rotation",
              "arn:aws:iam::123456789012:role/services/secret-backed-services-prod-rollout",
              "arn:aws:iam::123456789012:role/services/secret-backed-services-prod-rotation-age",
            ],
          },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ]);
  });

  it("keeps encrypted logs for as long as declared", async () => {
    const recording = await recordService(serviceSpec());
    assert.deepEqual(resourceOf(recording, types.logGroup).inputs, {
      name: "/ecs/test/auth-service",
      retentionInDays: 30,
      kmsKeyId: resourceOf(recording, "aws:kms/key:Key").outputs.arn,
      tags: { Service: "auth-service" },
    });
  });

  it("protects and retains what deletion would lose, where deletion protection is on", async () => {
    const recording = await recordService(
      { ...withSecret, loadBalancer, port: 8080 },
      { deletionProtection: true },
    );
    const marked = recording.resources
      .filter(({ options }) => options.protect === true)
      .map(
        ({ type, name, options }) =>
          `${type} ${name} ${options.retainOnDelete === true ? "retained" : "not retained"}`,
      );
    assert.deepEqual(marked.sort(), [
      "aws:cloudwatch/logGroup:LogGroup auth-service retained",
      "aws:lb/loadBalancer:LoadBalancer auth-service-load-balancer not retained",
      "aws:secretsmanager/secret:Secret auth-service-config retained",
      "aws:secretsmanager/secretVersion:SecretVersion auth-service-config retained",
    ]);
    assert.equal(resourceOf(recording, types.loadBalancer).inputs.enableDeletionProtection, true);
  });

  it("is readable at first preview: containers and statements are known but for their ARNs", async () => {
    const recording = await recordService(withSecret, {}, true);
    assert.equal(resourceOf(recording, types.taskDefinition).inputs.containerDefinitions, unknown);
    const [container] = listOf(resourceOf(recording, types.fargateTask).inputs.containers);
    assert.deepEqual(Reflect.get(Object(container), "secrets"), [
      { name: "API_KEY", valueFrom: unknown },
      { name: "JWT_SECRET", valueFrom: unknown },
    ]);
    const role = resourceOf(
      recording,
      "secret-backed-services:components:ServiceRole",
      "auth-service-execution",
    );
    const [statement] = listOf(role.inputs.statements);
    assert.deepEqual(statement, {
      sid: "ReadSecrets",
      effect: "Allow",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [unknown],
    });
  });

  it("refuses a load balancer for a service without a port", async () => {
    await assert.rejects(recordService(serviceSpec({ loadBalancer })), {
      message: "port must be set for the load balancer of auth-service",
    });
  });
});

function listOf(value: unknown): unknown[] {
  assert.ok(Array.isArray(value));
  return value;
}
