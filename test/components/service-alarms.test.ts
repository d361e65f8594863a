import assert from "node:assert/strict";

import { type EnvironmentArgs } from "../../components/environment";
import { ServiceAlarms } from "../../components/service-alarms";
import { type ServiceSpec } from "../../components/service-spec";
import { record } from "../../local/offline/recorder";
import {
  monitoringSettings,
  parseDocument,
  serviceSpec,
  testEnvironment,
  textOf,
} from "../support/components";
import { counts } from "../support/monitoring/counting";
import { read, roleSession, user } from "../support/monitoring/trail-records";
import { resourceOf, resourcesOf } from "../support/pulumi";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-AbCd12";
const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:rotate-all";
const secret: ServiceSpec["secrets"][number] = { type: "config", keys: { API_KEY: { source: "supplied" } } };

function recordAlarms(overrides: Partial<EnvironmentArgs> = {}, spec: Partial<ServiceSpec> = {}) {
  return record(
    () => {
      new ServiceAlarms("alarms", {
        environment: testEnvironment(overrides),
        service: serviceSpec({ secrets: [secret], ...spec }),
        secretArns: { "auth-service-test-config": secretArn },
        tags: {},
      });
    },
    { config: { "aws:region": "eu-west-1" } },
  );
}

/** What the filters of a service count for reads by these principals, together. */
async function counted(overrides: Partial<EnvironmentArgs>, ...principals: ReturnType<typeof user>[]) {
  const filters = resourcesOf(await recordAlarms(overrides), "aws:cloudwatch/logMetricFilter:LogMetricFilter")
    .filter(({ name }) => name.startsWith("auth-service-test-config-"))
    .map(({ name, inputs }) => ({
      name,
      metric: name.replace(/^.*-/, ""),
      pattern: () => textOf(inputs.pattern),
    }));
  return counts(
    filters,
    undefined,
    principals.map((by) => read(secretArn, by)),
  );
}

describe("ServiceAlarms", () => {
  it("counts reads by ECS and by rotation apart from those of others, whatever the path of the roles", async () => {
    const roles = ["execution", "rotation"].map((kind) =>
      roleSession(`auth-service-test-${kind}`, "/services/"),
    );
    const roleSettings = { path: "/services/" };
    assert.deepEqual(await counted({ roleSettings }, ...roles), { ReadsByExecutionRole: 1 });
  });

  it("knows as declared: developers' roles, users where a group of developers reads, and monitoring.readers", async () => {
    const monitoring = monitoringSettings({
      trailLogGroupName: "trail",
      readers: ["arn:aws:iam::123456789012:role/deploy-test"],
    });
    const principals = [roleSession("developer"), roleSession("deploy-test"), user("ann")];
    const roles = { monitoring, developers: { roles: ["developer"], groups: [] } };
    assert.deepEqual(await counted(roles, ...principals), { ReadsByOthers: 3, ReadsByUndeclared: 1 });
    const groups = { monitoring, developers: { roles: ["developer"], groups: ["developers"] } };
    assert.deepEqual(await counted(groups, ...principals), { ReadsByOthers: 3 });
  });

  it("knows as declared, in prod, those who come through the wall", async () => {
    const wall = { administrators: ["arn:aws:iam::123456789012:user/offline"], breakGlass: true };
    const breakGlass = roleSession("secret-backed-services-prod-break-glass");
    const undeclared = await counted({ environment: "prod", wall }, user("offline"), breakGlass);
    assert.deepEqual(undeclared, { ReadsByOthers: 2 });
  });

  it("refuses more readers than a filter pattern holds, before anything exists", async () => {
    const readers = Array.from(
      { length: 20 },
      (_, index) => `arn:aws:iam::123456789012:role/reader-${index}`,
    );
    await assert.rejects(
      recordAlarms({ monitoring: monitoringSettings({ trailLogGroupName: "trail", readers }) }),
      {
        message:
          /^the metric filter auth-service-test-config-ReadsByUndeclared would have \d+ characters, and CloudWatch Logs takes at most 1024: name fewer access\.administrators and monitoring\.readers, or one with a wildcard for several$/,
      },
    );
  });

  it("tells of failed rotations at once, with the reason and the runbook", async () => {
    const recording = await recordAlarms();
    const rule = resourceOf(
      recording,
      "aws:cloudwatch/eventRule:EventRule",
      "auth-service-test-rotation-failed",
    );
    assert.deepEqual(Reflect.get(Object(parseDocument(rule.inputs.eventPattern)), "detail"), {
      eventName: ["RotationFailed", "RotationAbandoned", "TestRotationFailed"],
      additionalEventData: { SecretId: [secretArn] },
    });
    const target = resourceOf(
      recording,
      "aws:cloudwatch/eventTarget:EventTarget",
      "auth-service-test-rotation-failed",
    );
    assert.deepEqual(target.inputs, {
      rule: "auth-service-test-rotation-failed",
      targetId: "alerts",
      arn: resourceOf(recording, "aws:sns/topic:Topic").outputs.arn,
      inputTransformer: {
        inputPaths: {
          event: "$.detail.eventName",
          secret: "$.detail.additionalEventData.SecretId",
          time: "$.time",
          reason: "$.detail.errorMessage",
        },
        inputTemplate:
          '"<event> at <time>: <secret>, a secret of auth-service in test. <reason> Runbook: docs/runbooks/rotation-failed.md"',
      },
    });
  });

  it("watches the function that rotates a secret in place of the service's own, and both where both rotate", async () => {
    const rotated = { ...secret, rotation: { functionArn, schedule: "rate(30 days)" } };
    const rotation = { strategy: "random", length: 32, special: false } as const;
    const random = {
      type: "config",
      keys: { JWT_SECRET: { source: "generated", length: 32, special: false, rotation } },
    } as const;
    const functionsOf = async (secrets: ServiceSpec["secrets"]) =>
      resourcesOf(await recordAlarms({}, { secrets }), "aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(({ name }) => name.includes("rotation-function-errors"))
        .map(({ name, inputs }) => [name, inputs.dimensions]);
    const alarm = "test-rotation-function-errors-auth-service";
    assert.deepEqual(await functionsOf([rotated]), [[alarm, { FunctionName: "rotate-all" }]]);
    assert.deepEqual(await functionsOf([random, { ...rotated, type: "api-keys" }]), [
      [alarm, { FunctionName: "auth-service-test-rotation" }],
      [`${alarm}-2`, { FunctionName: "rotate-all" }],
    ]);
    assert.deepEqual(await functionsOf([secret]), []);
  });
});
