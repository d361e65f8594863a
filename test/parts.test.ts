import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import { RunError } from "@pulumi/pulumi";

import { analyze } from "../local/offline/analyze";
import { record, type Recording } from "../local/offline/recorder";
import { policies } from "../policy-pack/policies/index";
import { parseDocument, textOf } from "./support/components";
import { partSettings } from "./support/part";
import { resourceOf, resourcesOf } from "./support/pulumi";
import { changed } from "./support/stack-config";
import { recordPart, recordStack } from "./support/whole-stack";

/** The physical names of a recording's resources, by type: what must differ between the stacks of an environment. */
function physicalNames({ resources }: Recording<unknown>): string[] {
  const naming = ["name", "dashboardName", "alarmName", "roleName", "statementId", "family"];
  return resources
    .filter(({ type }) => type.startsWith("aws:") && !type.startsWith("aws:lambda/permission"))
    .flatMap(({ type, inputs }) =>
      naming.flatMap((input) => (typeof inputs[input] === "string" ? [`${type} ${inputs[input]}`] : [])),
    );
}

describe("prod and prod-payments", () => {
  let environment: Recording<unknown>;
  let part: Recording<unknown>;
  before(async () => {
    environment = await recordStack("prod");
    const { outputs } = environment.root;
    part = await recordPart("prod-payments", { settings: partSettings("prod"), outputs });
  });

  it("name nothing alike", () => {
    const names = physicalNames(environment);
    assert.ok(names.length > 100);
    assert.deepEqual(
      physicalNames(part).filter((name) => names.includes(name)),
      [],
    );
  });

  it("deploy the part's services and what they share, and the environment once", () => {
    const counted = new Map<string, number>();
    for (const { type } of part.resources) counted.set(type, (counted.get(type) ?? 0) + 1);
    const once = [
      "aws:kms/key:Key",
      "aws:secretsmanager/secret:Secret",
      "aws:secretsmanager/secretPolicy:SecretPolicy",
      "aws:ecs/service:Service",
      "aws:cloudwatch/dashboard:Dashboard",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
      "aws:iam/policy:Policy",
    ];
    const never = [
      "aws:ec2/vpc:Vpc",
      "awsx:ec2:Vpc",
      "aws:ecs/cluster:Cluster",
      "aws:cloudtrail/trail:Trail",
      "aws:sns/topic:Topic",
      "aws:sns/topicSubscription:TopicSubscription",
      "aws:cloudwatch/queryDefinition:QueryDefinition",
    ];
    for (const type of once) assert.equal(counted.get(type), 1, type);
    for (const type of never) assert.equal(counted.get(type), undefined, type);
  });

  it("tag the part's resources with its name, and no others", () => {
    const tagsOf = ({ resources }: Recording<unknown>) =>
      resources.flatMap(({ inputs: { tags } }) => (tags === undefined ? [] : [Object(tags) as object]));
    assert.ok(tagsOf(part).every((tags) => Reflect.get(tags, "Part") === "payments"));
    assert.ok(tagsOf(environment).every((tags) => !Reflect.has(tags, "Part")));
  });

  it("wall the part's secret with the environment's administrators and break-glass role, and its own roles", () => {
    const policy = textOf(resourceOf(part, "aws:secretsmanager/secretPolicy:SecretPolicy").inputs.policy);
    const roles = [...policy.matchAll(/(?:role|user)\/([a-z-]+)"/g)].map(([, name]) => name);
    assert.deepEqual(roles, [
      "platform-administrator",
      "offline",
      "secret-backed-services-prod-break-glass",
      "checkout-prod-execution",
      "checkout-prod-rotation",
      "secret-backed-services-prod-payments-rollout",
      "secret-backed-services-prod-payments-rotation-age",
    ]);
  });

  it("report to the environment's topic, and count in the part's own log group", () => {
    const topic = textOf(resourceOf(environment, "aws:sns/topic:Topic").outputs.arn);
    const alarms = resourcesOf(part, "aws:cloudwatch/metricAlarm:MetricAlarm");
    assert.equal(alarms.length, 13);
    assert.ok(alarms.every(({ inputs }) => JSON.stringify(inputs.alarmActions) === JSON.stringify([topic])));
    const filters = resourcesOf(part, "aws:cloudwatch/logMetricFilter:LogMetricFilter");
    assert.deepEqual(
      filters.map(({ inputs }) => inputs.logGroupName),
      Array.from({ length: 5 }, () => "/aws/events/secret-backed-services-prod-payments"),
    );
    assert.ok(filters.every(({ inputs }) => textOf(inputs.pattern).includes("$.detail.eventSource")));
  });

  it("hold what the environment declares for all: when rollouts may begin, and from when on reads are an alarm", () => {
    const rollout = resourceOf(part, "aws:lambda/function:Function", "prod-payments-rollout").inputs;
    const { variables } = rollout.environment as { variables: Record<string, string> };
    assert.deepEqual(JSON.parse(variables.MAINTENANCE_WINDOW ?? ""), {
      days: ["MON", "TUE", "WED", "THU"],
      start: "02:00",
      hours: 4,
    });
    const reads = resourceOf(
      part,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "prod-secret-access-alert-checkout",
    );
    assert.match(
      textOf(reads.inputs.alarmDescription),
      /Runbook: https:\/\/git\.example\.com\/secret-backed-services\//,
    );
  });

  for (const preview of [true, false]) {
    it(`pass every policy ${preview ? "at first preview" : "in an update"}`, async () => {
      const { outputs } = environment.root;
      const recording = await recordPart("prod-payments", {
        settings: partSettings("prod"),
        outputs,
        preview,
      });
      assert.deepEqual(await analyze(policies, recording), []);
    });
  }

  it("are held to the policies of prod", async () => {
    const program = () => {
      new aws.secretsmanager.Secret("secret", {
        name: "checkout-test-api-keys",
        tags: { Environment: "prod" },
      });
      new aws.ecs.Service("checkout", { enableExecuteCommand: true });
    };
    const found = await analyze(policies, await record(program, { stack: "prod-payments" }));
    const messages = found.map(({ policy, message }) => `${policy}: ${message}`);
    assert.deepEqual(messages.filter((line) => /^(no-exec-in-prod|secret-name)/.test(line)).sort(), [
      "no-exec-in-prod: enableExecuteCommand is true in prod: set it to false or leave it out",
      'secret-name-follows-convention: name "checkout-test-api-keys" is of environment test, the stack of prod: name it "checkout-prod-api-keys"',
    ]);
  });

  it("refuse a service that both have, and say which", async () => {
    const { outputs } = environment.root;
    const settings = changed(partSettings("prod"), { "services[0].name": "auth-service" });
    await assert.rejects(recordPart("prod-payments", { settings, outputs }), {
      message: [
        'stack "prod-payments" has 1 problem in its configuration:',
        '  - services[0].name is a service of stack prod already: keep one of them (got "auth-service")',
      ].join("\n"),
    });
  });

  it("say in one message when the environment's stack has not been deployed with this release", async () => {
    const older = { ...environment.root.outputs };
    delete older.environment;
    const outdated = recordPart("prod-payments", { settings: partSettings("prod"), outputs: older });
    await assert.rejects(outdated, (error) => {
      assert.ok(RunError.isInstance(error));
      assert.equal(
        error.message,
        "the outputs of stack organization/secret-backed-services/prod lack what its parts need, or have it in another form (environment): deploy that stack first, with the same version of this program",
      );
      return true;
    });
  });

  it("run in the existing cluster of the environment, and adopt secrets of the part's services", async () => {
    const cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/shared";
    const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:checkout-prod-api-keys-AbCdEf";
    const { outputs } = (await recordStack("prod", { changes: { cluster } })).root;
    const keys = {
      PARTNER_KEY: { source: "existing", rotation: { strategy: "manual", deadlineInDays: 90 } },
    };
    const settings = changed(partSettings("prod"), {
      "services[0].secrets": [{ type: "api-keys", arn, keys }],
    });
    const recording = await recordPart("prod-payments", { settings, outputs });
    assert.equal(resourceOf(recording, "aws:ecs/service:Service").inputs.cluster, cluster);
    const { inputs, options } = resourceOf(recording, "aws:secretsmanager/secret:Secret");
    const { Cluster, Part } = Object(inputs.tags) as Record<string, unknown>;
    assert.deepEqual([options.importId, Cluster, Part], [arn, "shared", "payments"]);
    const function_ = resourceOf(recording, "aws:lambda/function:Function", "prod-payments-rollout").inputs;
    const { variables } = function_.environment as { variables: Record<string, string> };
    assert.deepEqual(
      [variables.CLUSTER, variables.SERVICES, variables.REPLICA_REGIONS],
      ["shared", "checkout", ""],
    );
    assert.deepEqual(await analyze(policies, recording), []);
  });

  it("keep replicas to the environment's own services", async () => {
    const changes = { replicaRegions: ["eu-central-1"] };
    const replicated = await recordStack("prod", { changes });
    const recording = await recordPart("prod-payments", {
      settings: partSettings("prod"),
      outputs: replicated.root.outputs,
    });
    assert.equal(resourcesOf(replicated, "aws:kms/key:Key").length, 2);
    assert.equal(resourcesOf(recording, "aws:kms/key:Key").length, 1);
    assert.equal(resourceOf(recording, "aws:secretsmanager/secret:Secret").inputs.replicas, undefined);
    assert.deepEqual(await analyze(policies, recording), []);
  });

  it("hand no address of a subscription on, which may be a credential", () => {
    const text = JSON.stringify(environment.root.outputs.environment);
    assert.ok(text.includes("platform-administrator"));
    assert.ok(!text.includes("on-call@example.com") && !text.includes("subscriptions"));
  });
});

describe("test and test-payments", () => {
  it("give developers a policy for the part's secrets alone, in an environment that has VPC endpoints only", async () => {
    const part = await recordPart("test-payments", { settings: partSettings("test") });
    const policy = resourceOf(part, "aws:iam/policy:Policy").inputs;
    assert.equal(policy.name, "secret-backed-services-test-payments-developers");
    const arn = textOf(resourceOf(part, "aws:secretsmanager/secret:Secret").outputs.arn);
    const { Statement } = parseDocument(policy.policy) as {
      Statement: { Sid: string; Resource: string[] }[];
    };
    assert.deepEqual(Statement.find(({ Sid }) => Sid === "ReadAndUpdateSecrets")?.Resource, [arn]);
    assert.deepEqual(
      resourcesOf(part, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").map(({ name }) => name),
      ["checkout-endpoints", "checkout-s3"],
    );
  });
});
