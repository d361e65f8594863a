import assert from "node:assert/strict";

import { EnvironmentPart, type EnvironmentPartArgs } from "../../components/environment-part";
import { record } from "../../local/offline/recorder";
import { monitoringSettings, parseDocument, textOf, typesAndNames } from "../support/components";
import { environmentOutputs } from "../support/part";
import { resourceOf, resourcesOf, valueOf } from "../support/pulumi";

const rotated = {
  name: "checkout",
  secrets: [
    {
      type: "api-keys" as const,
      keys: {
        SIGNING_KEY: {
          source: "generated" as const,
          length: 32,
          special: false,
          rotation: { strategy: "random" as const, length: 32, special: false },
        },
      },
    },
  ],
};
const wall = { administrators: ["arn:aws:iam::123456789012:user/offline"], breakGlass: true };

async function recordPart(overrides: Partial<EnvironmentPartArgs> = {}) {
  const parts: EnvironmentPart[] = [];
  const recording = await record(
    () => {
      parts.push(
        new EnvironmentPart("test-payments", {
          environment: "test",
          part: "payments",
          stack: "test-payments",
          shared: environmentOutputs,
          services: [rotated],
          rollout: { maximumConcurrentDeployments: 1, schedule: "rate(5 minutes)" },
          roleSettings: { path: "/" },
          monitoring: monitoringSettings(),
          logRetentionInDays: 30,
          deletionProtection: false,
          tags: { Environment: "test", Part: "payments" },
          ...overrides,
        }),
      );
    },
    { config: { "aws:region": "eu-west-1" } },
  );
  const [part] = parts;
  assert.ok(part);
  return { recording, part };
}

async function statementsOf(overrides: Partial<EnvironmentPartArgs>) {
  const { recording } = await recordPart(overrides);
  const document = parseDocument(resourceOf(recording, "aws:kms/key:Key").inputs.policy);
  const statements: unknown = Reflect.get(Object(document), "Statement");
  assert.ok(Array.isArray(statements));
  return statements as unknown[];
}

describe("EnvironmentPart", () => {
  it("makes what a stack's services share with one another, and nothing of the environment's", async () => {
    const { recording } = await recordPart();
    const rules = ["changed-0", "deployment", "rotated-0", "schedule", "stopped"];
    const perRule = ["aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"];
    assert.deepEqual(
      typesAndNames(recording.resources),
      [
        ...[...perRule, "aws:lambda/permission:Permission"].flatMap((type) =>
          rules.map((rule) => `${type} test-payments-rollout-${rule}`),
        ),
        ...perRule.map((type) => `${type} test-payments-events`),
        "aws:cloudwatch/logGroup:LogGroup test-payments-events",
        "aws:cloudwatch/logGroup:LogGroup test-payments-rollout",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter secret-backed-services-test-payments-KeyRemovals",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy test-payments-events",
        ...["key-removal", "rollout-function-errors", "rotation-age-errors", "trail-silent"].map(
          (kind) => `aws:cloudwatch/metricAlarm:MetricAlarm test-${kind}-payments`,
        ),
        "aws:iam/role:Role test-payments-rollout",
        "aws:iam/rolePolicy:RolePolicy test-payments-rollout",
        "aws:kms/alias:Alias test-payments-key",
        "aws:kms/key:Key test-payments-key",
        "aws:lambda/function:Function test-payments-rollout",
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig test-payments-rollout",
        ...[
          "EnvironmentPart test-payments",
          "PartAlarms test-payments-alarms",
          "RolloutFunction test-payments-rollout",
          "SecretEvents test-payments-events",
          "ServiceRole test-payments-rollout",
        ].map((component) => `secret-backed-services:components:${component}`),
      ].sort(),
    );
  });

  it("hands on what the environment's stack has made", async () => {
    const { part } = await recordPart();
    const { vpcId, privateSubnetIds, publicSubnetIds, clusterArn, clusterName, alertTopicArn } = part;
    const { alertKeyArn, trailLogGroupName, endpoints } = part;
    const shared = {
      ...{ vpcId, privateSubnetIds, publicSubnetIds, clusterArn, clusterName, alertTopicArn },
      ...{ alertKeyArn, trailLogGroupName, endpoints },
    };
    const expected: Partial<typeof environmentOutputs> = { ...environmentOutputs };
    delete expected.settings;
    delete expected.serviceNames;
    assert.deepEqual(Object.keys(shared).sort(), Object.keys(expected).sort());
    for (const [name, output] of Object.entries(shared).filter(([key]) => key !== "endpoints"))
      assert.deepEqual(await valueOf(output as never), Reflect.get(expected, name), name);
    assert.ok(endpoints);
    assert.equal(await valueOf(endpoints.securityGroupId), expected.endpoints?.securityGroupId);
    assert.equal(await valueOf(endpoints.s3PrefixListId), expected.endpoints?.s3PrefixListId);
  });

  it("has no endpoints where the environment's network has none", async () => {
    const { part } = await recordPart({ shared: { ...environmentOutputs, endpoints: undefined } });
    assert.equal(part.endpoints, undefined);
  });

  it("gives its key to the log groups of its services, its functions and its events", async () => {
    const [, logs] = await statementsOf({});
    assert.deepEqual(Reflect.get(Object(logs), "Condition"), {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": [
          "/ecs/test/*",
          "/aws/lambda/*-test-rotation",
          "/aws/lambda/secret-backed-services-test-payments-rollout",
          "/aws/lambda/secret-backed-services-test-payments-rotation-age",
          "/aws/events/secret-backed-services-test-payments",
        ].map((group) => `arn:aws:logs:eu-west-1:123456789012:log-group:${group}`),
      },
    });
  });

  it("closes its key, behind a wall, to all but administrators, break-glass and the roles of its own stack", async () => {
    const statements = await statementsOf({ environment: "prod", stack: "prod-payments", wall });
    assert.equal(statements.length, 3);
    assert.deepEqual(Reflect.get(Object(statements[2]), "Condition"), {
      ArnNotLike: {
        "aws:PrincipalArn": [
          "arn:aws:iam::123456789012:user/offline",
          "arn:aws:iam::123456789012:role/secret-backed-services-prod-break-glass",
          "arn:aws:iam::123456789012:role/checkout-prod-execution",
          "arn:aws:iam::123456789012:role/checkout-prod-rotation",
          "arn:aws:iam::123456789012:role/secret-backed-services-prod-payments-rollout",
          "arn:aws:iam::123456789012:role/secret-backed-services-prod-payments-rotation-age",
        ],
      },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    });
  });

  it("refuses a deployment that would lock itself out, as the environment does", async () => {
    const administrators = ["arn:aws:iam::123456789012:role/deploy-prod"];
    const walled = recordPart({ environment: "prod", wall: { administrators, breakGlass: false } });
    await assert.rejects(walled, {
      message:
        "access.administrators must name whoever deploys, or the deployment locks itself out of the secrets of prod: add arn:aws:iam::123456789012:user/offline",
    });
  });

  it("rolls out its own services only, and tells of failures in alerts that the environment's key encrypts", async () => {
    const { recording } = await recordPart();
    const lambda = resourceOf(recording, "aws:lambda/function:Function").inputs;
    const { variables } = lambda.environment as { variables: Record<string, string> };
    assert.equal(lambda.name, "secret-backed-services-test-payments-rollout");
    assert.deepEqual(
      [variables.SERVICES, variables.CLUSTER, variables.ENVIRONMENT, variables.ALERT_TOPIC_ARN],
      ["checkout", "secret-backed-services-test", "test", environmentOutputs.alertTopicArn],
    );
    const policy = textOf(resourceOf(recording, "aws:iam/rolePolicy:RolePolicy").inputs.policy);
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Resource: string[] }[] };
    const resourcesOfStatement = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(resourcesOfStatement("UseKeyForAlerts"), [environmentOutputs.alertKeyArn]);
    assert.deepEqual(resourcesOfStatement("ForceDeployments"), [
      "arn:aws:ecs:eu-west-1:123456789012:service/secret-backed-services-test/checkout-test",
    ]);
    assert.deepEqual(resourcesOfStatement("ReadLabels"), [
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:checkout-test-api-keys-??????",
    ]);
  });

  it("has no rollout function where no service has a secret", async () => {
    const { recording } = await recordPart({ services: [{ name: "web", secrets: [] }] });
    assert.deepEqual(resourcesOf(recording, "aws:lambda/function:Function"), []);
  });

  it("keeps its key and the records of calls where deletion is protected", async () => {
    const { recording } = await recordPart({ deletionProtection: true });
    const kept = recording.resources.filter(({ options }) => options.protect && options.retainOnDelete);
    assert.deepEqual(typesAndNames(kept), [
      "aws:cloudwatch/logGroup:LogGroup test-payments-events",
      "aws:cloudwatch/logGroup:LogGroup test-payments-rollout",
      "aws:kms/key:Key test-payments-key",
    ]);
  });
});
