import assert from "node:assert/strict";

import { type EnvironmentArgs } from "../../components/environment";
import { functionCode } from "../../components/function-code";
import {
  changedPattern,
  deploymentPattern,
  rotatedPattern,
  stoppedPattern,
} from "../../components/rollout-events";
import { record } from "../../local/offline/recorder";
import { parseDocument, testEnvironment, textOf, typesAndNames } from "../support/components";
import { declared } from "../support/declared-strategies";
import { resourceOf, resourcesOf } from "../support/pulumi";

const types = {
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rule: "aws:cloudwatch/eventRule:EventRule",
  target: "aws:cloudwatch/eventTarget:EventTarget",
};
const events = ["rotated-0", "changed-0", "deployment", "stopped", "schedule"];
const rotated = { source: "generated", length: 32, special: false, rotation: declared.random } as const;
const supplied = { source: "supplied" } as const;
const services: EnvironmentArgs["services"] = [
  { name: "auth-service", secrets: [{ type: "config", keys: { JWT_SECRET: rotated } }] },
  { name: "payment-service", secrets: [{ type: "api-keys", keys: { STRIPE_API_KEY: supplied } }] },
  { name: "web", secrets: [] },
];
const place = { partition: "aws", region: "eu-west-1", accountId: "123456789012" };

function recordRollout(overrides: Partial<EnvironmentArgs> = {}, region = "eu-west-1") {
  return record(() => void testEnvironment({ services, ...overrides }), { config: { "aws:region": region } });
}

describe("RolloutFunction", () => {
  it("is made of exactly these resources", async () => {
    const environment = await record(() => void testEnvironment());
    const shared = typesAndNames(environment.resources);
    const own = typesAndNames((await recordRollout()).resources).filter((name) => !shared.includes(name));
    assert.deepEqual(
      own,
      [
        "aws:cloudwatch/logGroup:LogGroup test-rollout",
        "aws:iam/role:Role test-rollout",
        "aws:iam/rolePolicy:RolePolicy test-rollout",
        "aws:lambda/function:Function test-rollout",
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig test-rollout",
        "secret-backed-services:components:RolloutFunction test-rollout",
        "secret-backed-services:components:ServiceRole test-rollout",
        ...events.flatMap((event) => [
          `aws:cloudwatch/eventRule:EventRule test-rollout-${event}`,
          `aws:cloudwatch/eventTarget:EventTarget test-rollout-${event}`,
          `aws:lambda/permission:Permission test-rollout-${event}`,
        ]),
      ].sort(),
    );
  });

  it("runs the bundled code, one call at a time, with what it needs to know in its variables", async () => {
    const recording = await recordRollout();
    const { code, ...inputs } = resourceOf(recording, types.function).inputs;
    const alertTopicArn = resourceOf(recording, "aws:sns/topic:Topic").outputs.arn;
    assert.deepEqual(inputs, {
      name: "secret-backed-services-test-rollout",
      description: "Brings rotated values to the running tasks of test",
      role: resourceOf(recording, types.role).outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 900,
      memorySize: 256,
      reservedConcurrentExecutions: 1,
      environment: {
        variables: {
          CLUSTER: "secret-backed-services-test",
          ENVIRONMENT: "test",
          ALERT_TOPIC_ARN: alertTopicArn,
          MAINTENANCE_WINDOW: "",
          MAXIMUM_CONCURRENT_DEPLOYMENTS: "1",
          REPLICA_REGIONS: "",
          SERVICES: "auth-service,payment-service,web",
        },
      },
      kmsKeyArn: resourceOf(recording, "aws:kms/key:Key").outputs.arn,
      tags: { Environment: "test" },
    });
    const file: unknown = Reflect.get(Object(Reflect.get(Object(code), "assets")), "index.js");
    assert.equal(Reflect.get(Object(file), "text"), functionCode("rollout"));
  });

  it("knows the maintenance window and how many services may be deploying", async () => {
    const maintenanceWindow = { days: ["MON", "TUE"] as const, start: "02:00", hours: 3 };
    const rollout = { maintenanceWindow, maximumConcurrentDeployments: 2, schedule: "rate(1 hour)" };
    const recording = await recordRollout({ rollout });
    const variables: unknown = Reflect.get(
      Object(resourceOf(recording, types.function).inputs.environment),
      "variables",
    );
    const { MAINTENANCE_WINDOW: window, MAXIMUM_CONCURRENT_DEPLOYMENTS: most } = Object(variables) as Record<
      string,
      string
    >;
    assert.deepEqual([JSON.parse(window ?? ""), most], [maintenanceWindow, "2"]);
    const schedule = resourceOf(recording, types.rule, "test-rollout-schedule");
    assert.equal(schedule.inputs.scheduleExpression, "rate(1 hour)");
  });

  it("may deploy the services anew, move their secrets' labels and ask their functions, and reads no value", async () => {
    const recording = await recordRollout();
    const clusterArn = resourceOf(recording, "aws:ecs/cluster:Cluster").outputs.arn;
    const ofCluster = { ArnEquals: { "ecs:cluster": clusterArn } };
    const ecs = "arn:aws:ecs:eu-west-1:123456789012";
    const secrets = ["auth-service-test-config", "payment-service-test-api-keys"].map(
      (name) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-??????`,
    );
    const logGroup = resourceOf(recording, "aws:cloudwatch/logGroup:LogGroup").outputs.arn;
    assert.deepEqual(parseDocument(resourceOf(recording, types.rolePolicy).inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadServices",
          Effect: "Allow",
          Action: ["ecs:DescribeServices"],
          Resource: [`${ecs}:service/secret-backed-services-test/*`],
          Condition: ofCluster,
        },
        {
          Sid: "ListServicesAndTasks",
          Effect: "Allow",
          Action: ["ecs:ListServices", "ecs:ListTasks"],
          Resource: ["*"],
          Condition: ofCluster,
        },
        {
          Sid: "ReadTasks",
          Effect: "Allow",
          Action: ["ecs:DescribeTasks"],
          Resource: [`${ecs}:task/secret-backed-services-test/*`],
          Condition: ofCluster,
        },
        {
          Sid: "ReadTaskDefinitions",
          Effect: "Allow",
          Action: ["ecs:DescribeTaskDefinition"],
          Resource: ["*"],
        },
        {
          Sid: "ForceDeployments",
          Effect: "Allow",
          Action: ["ecs:UpdateService"],
          Resource: ["auth-service-test", "payment-service-test", "web-test"].map(
            (name) => `${ecs}:service/secret-backed-services-test/${name}`,
          ),
          Condition: ofCluster,
        },
        {
          Sid: "ReadLabels",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret"],
          Resource: secrets,
        },
        {
          Sid: "MoveLabels",
          Effect: "Allow",
          Action: ["secretsmanager:UpdateSecretVersionStage"],
          Resource: secrets,
          Condition: {
            StringLike: {
              "secretsmanager:VersionStage": [
                "AWSCURRENT",
                "DEPLOYED",
                "DEPLOYMENT=*",
                "HELD",
                "OVERLAP_UNTIL=*",
                "ROLLED_BACK",
              ],
            },
          },
        },
        {
          Sid: "AskRotationFunctions",
          Effect: "Allow",
          Action: ["lambda:InvokeFunction"],
          Resource: ["arn:aws:lambda:eu-west-1:123456789012:function:auth-service-test-rotation"],
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [`${textOf(logGroup)}:log-stream:*`],
        },
        {
          Sid: "PublishAlerts",
          Effect: "Allow",
          Action: ["sns:Publish"],
          Resource: [resourceOf(recording, "aws:sns/topic:Topic").outputs.arn],
        },
        {
          Sid: "UseKeyForAlerts",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: [resourceOf(recording, "aws:kms/key:Key").outputs.arn],
          Condition: { StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" } },
        },
      ],
    });
  });

  it("asks no function where none rotates", async () => {
    const recording = await recordRollout({ services: services.slice(1) });
    assert.doesNotMatch(textOf(resourceOf(recording, types.rolePolicy).inputs.policy), /InvokeFunction/);
  });

  it("is woken by rotations, changed secrets, deployments, stopped tasks and the clock", async () => {
    const recording = await recordRollout({ roleSettings: { path: "/services/" } });
    const names = ["auth-service-test-config", "payment-service-test-api-keys"];
    const ownRole = "arn:aws:iam::123456789012:role/services/secret-backed-services-test-rollout";
    const patterns = {
      "rotated-0": rotatedPattern(names, place),
      "changed-0": changedPattern(names, ownRole, place),
      deployment: deploymentPattern("secret-backed-services-test", place),
      stopped: stoppedPattern("secret-backed-services-test", place),
    };
    for (const [event, pattern] of Object.entries(patterns)) {
      const { eventPattern, ...inputs } = resourceOf(recording, types.rule, `test-rollout-${event}`).inputs;
      assert.deepEqual(parseDocument(eventPattern), pattern);
      const name = `secret-backed-services-test-rollout-${event}`;
      assert.deepEqual(inputs, { name, tags: { Environment: "test" } });
    }
    assert.deepEqual(resourceOf(recording, types.rule, "test-rollout-schedule").inputs, {
      name: "secret-backed-services-test-rollout-schedule",
      scheduleExpression: "rate(5 minutes)",
      tags: { Environment: "test" },
    });
  });

  it("may be called by each of its rules, before the rule's target is set", async () => {
    const recording = await recordRollout();
    const { arn, name } = resourceOf(recording, types.function).outputs;
    for (const event of events) {
      const rule = resourceOf(recording, types.rule, `test-rollout-${event}`).outputs;
      const permission = resourceOf(recording, types.permission, `test-rollout-${event}`);
      assert.deepEqual(permission.inputs, {
        statementId: event,
        action: "lambda:InvokeFunction",
        function: name,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      });
      const target = resourceOf(recording, types.target, `test-rollout-${event}`);
      assert.deepEqual(target.inputs, { rule: rule.name, arn });
      assert.ok(target.dependencies.includes(permission.urn));
    }
  });

  it("shares many secrets out among rules that AWS takes", async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      ...services[1],
      name: `service-${index}`,
      secrets: services[1]?.secrets ?? [],
    }));
    const recording = await recordRollout({ services: many });
    assert.deepEqual(
      resourcesOf(recording, types.rule)
        .filter(({ name }) => name.startsWith("test-rollout-"))
        .map(({ name }) => name.replace("test-rollout-", ""))
        .sort(),
      [
        ...["changed-0", "changed-1", "changed-2", "deployment"],
        ...["rotated-0", "rotated-1", "rotated-2", "schedule", "stopped"],
      ],
    );
    const patterns = resourcesOf(recording, types.rule).map(({ inputs }) => JSON.stringify(inputs));
    for (const { name } of many) {
      assert.equal(
        patterns.filter((pattern) => pattern.includes(`:secret:${name}-test-api-keys-`)).length,
        2,
      );
    }
  });

  it("refuses more services than its role's policy holds, before anything exists", async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      name: `${"a".repeat(30)}-${index}`,
      secrets: services[1]?.secrets ?? [],
    }));
    await assert.rejects(recordRollout({ services: many }), {
      message:
        /^the policy of role secret-backed-services-test-rollout would have \d+ characters, and AWS takes at most 10240: declare fewer services in the stack$/,
    });
  });
});
