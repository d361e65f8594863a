import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { chargesOf } from "./recorded-charges";

describe("logGroupCharges", () => {
  it("takes the assumed amounts of services, functions and trails, and what is stored of them", async () => {
    const charges = await chargesOf(
      () => {
        const group = (name: string, path: string, retentionInDays: number) =>
          new aws.cloudwatch.LogGroup(name, { name: path, retentionInDays });
        group("service", "/ecs/prod/api", 365);
        group("function", "/aws/lambda/api-prod-rotation", 730);
        const records = group("records", "/aws/cloudtrail/shop", 365);
        new aws.cloudtrail.Trail("trail", { s3BucketName: "given", cloudWatchLogsGroupArn: records.arn });
      },
      "serviceLogGb=10",
      "functionLogGb=0.5",
      "trailGb=2",
    );
    assert.deepEqual(charges, {
      service: { logIngestion: 10, logStorage: 120 },
      function: { logIngestion: 0.5, logStorage: 12 },
      records: { logIngestion: 2, logStorage: 24 },
      trail: "how long its files are kept is not known here",
    });
  });

  it("says so of logs that never expire", async () => {
    const { logs } = await chargesOf(() => {
      new aws.cloudwatch.LogGroup("logs", { name: "/ecs/prod/api" });
    });
    assert.equal(logs, "how long its logs are kept is not known here");
  });
});

describe("trailCharges", () => {
  it("stores a trail's files as long as the rules of its own bucket say", async () => {
    const { trail } = await chargesOf(() => {
      const bucketOf = (name: string, days: number) => {
        const { bucket } = new aws.s3.Bucket(name);
        const rules = [{ id: "expire", status: "Enabled", expiration: { days } }];
        new aws.s3.BucketLifecycleConfiguration(name, { bucket, rules });
        return bucket;
      };
      bucketOf("other", 10);
      new aws.cloudtrail.Trail("trail", { s3BucketName: bucketOf("files", 730) });
    }, "trailGb=3");
    assert.deepEqual(trail, { fileStorage: 72 });
  });
});

describe("metricFilterCharges", () => {
  it("charges for a metric once, however many filters count it", async () => {
    const charges = await chargesOf(() => {
      const filter = (name: string, metric: pulumi.Input<string>) =>
        new aws.cloudwatch.LogMetricFilter(name, {
          logGroupName: "records",
          pattern: name,
          metricTransformation: { namespace: "shop", name: metric, value: "1" },
        });
      filter("policies", "Changes");
      filter("rotations", "Changes");
      filter("reads", "Reads");
      filter("unknown", new aws.sns.Topic("topic").arn);
    });
    const one = { metric: 1 };
    assert.deepEqual(charges, { policies: one, rotations: {}, reads: one, unknown: one });
  });
});

describe("rotationAgeCharges", () => {
  it("counts four ages for each secret and for each service", async () => {
    const secrets = ["api-prod-config", "api-prod-credentials", "web-prod-config"];
    const charges = await chargesOf(() => {
      const type = "secret-backed-services:components:RotationAge";
      new pulumi.ComponentResource(type, "age", { secrets });
      new pulumi.ComponentResource(type, "other");
    });
    assert.deepEqual(charges, {
      age: { metric: 20 },
      other: "how many secrets it watches is not known here",
    });
  });
});

describe("alarmCharges", () => {
  it("charges for each metric that an alarm looks at, and not for what is computed of them", async () => {
    const charges = await chargesOf(() => {
      const args = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1 };
      new aws.cloudwatch.MetricAlarm("one", { ...args, metricName: "Reads", namespace: "shop" });
      const metric = { metricName: "Reads", period: 60, stat: "Sum" };
      new aws.cloudwatch.MetricAlarm("share", {
        ...args,
        metricQueries: [
          { id: "a", metric },
          { id: "b", metric },
          { id: "share", expression: "a / b", returnData: true },
        ],
      });
      new aws.cloudwatch.CompositeAlarm("all", { alarmName: "all", alarmRule: "ALARM(one)" });
    });
    assert.deepEqual(charges, { one: { alarm: 1 }, share: { alarm: 2 }, all: { compositeAlarm: 1 } });
  });
});
