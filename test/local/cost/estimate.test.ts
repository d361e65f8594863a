import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assume } from "../../../local/cost/assumptions";
import { type Estimate, estimateCost, estimateSchema } from "../../../local/cost/estimate";
import { InputError } from "../../../local/offline/input-error";
import { record } from "../../../local/offline/recorder";

/** A service with two secrets, and a key that all share. */
function declareShop(): void {
  const parent = new pulumi.ComponentResource("shop:components:SecretBackedService", "api");
  const alarms = new pulumi.ComponentResource("shop:components:ServiceAlarms", "alarms", {}, { parent });
  new aws.secretsmanager.Secret("one", {}, { parent });
  new aws.secretsmanager.Secret("two", {}, { parent });
  new aws.cloudwatch.CompositeAlarm("all", { alarmName: "all", alarmRule: "FALSE" }, { parent: alarms });
  new aws.kms.Key("key");
}

async function estimateOf(program: () => void, region: string, ...given: string[]): Promise<Estimate> {
  const recording = await record(program, { preview: true, config: { "aws:region": region } });
  return estimateSchema.parse(estimateCost(recording, assume(given)));
}

const sums = ({ parts, monthly }: Estimate) => ({
  ...Object.fromEntries(parts.map((part) => [part.service ?? "shared", part.monthly.max])),
  total: monthly.max,
});

describe("estimateCost", () => {
  it("adds up what each service uses, and what all share", async () => {
    const estimate = await estimateOf(declareShop, "us-east-1");
    assert.deepEqual(sums(estimate), { shared: 1.06, api: 1.5, total: 2.56 });
    const [shared, api] = estimate.parts;
    assert.deepEqual(shared?.service, null);
    assert.deepEqual(api?.lines, [
      {
        item: "secrets",
        unit: "secret",
        quantity: { min: 2, max: 2 },
        monthly: { min: 0.8, max: 0.8 },
        usd: 0.4,
        date: "2026-09-20",
        source: "https://aws.amazon.com/secrets-manager/pricing/",
      },
      {
        item: "calls of Secrets Manager",
        unit: "10,000 calls",
        quantity: { min: 4, max: 4 },
        monthly: { min: 0.2, max: 0.2 },
        usd: 0.05,
        date: "2026-09-20",
        source: "https://aws.amazon.com/secrets-manager/pricing/",
      },
      {
        item: "composite alarms",
        unit: "alarm",
        quantity: { min: 1, max: 1 },
        monthly: { min: 0.5, max: 0.5 },
        usd: 0.5,
        date: "2025-10-28",
        source:
          "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonCloudWatch/current/us-east-1/index.json",
      },
    ]);
  });

  it("leaves out of the sums what the Region's prices lack, and says so", async () => {
    const estimate = await estimateOf(declareShop, "eu-west-1", "secretCalls=0");
    assert.deepEqual(sums(estimate), { shared: 1.06, api: 0.8, total: 1.86 });
    assert.deepEqual(estimate.notPriced, [
      "composite alarms: up to 1 at a price per alarm that the table lacks for eu-west-1",
      "yearly rotation of a KMS key: the first two add the price of a key each",
    ]);
  });

  it("names what it cannot tell, and the types of AWS that it does not know, but no others", async () => {
    const { notPriced, monthly } = await estimateOf(() => {
      new aws.ecs.Service("web", { taskDefinition: "web:1" });
      new aws.rds.Instance("database", { instanceClass: "db.t4g.micro" });
      new aws.iam.Role("role", { assumeRolePolicy: "{}" });
      new pulumi.ComponentResource("shop:components:Cart", "cart");
    }, "us-east-1");
    assert.deepEqual(monthly, { min: 0, max: 0 });
    assert.deepEqual(notPriced, [
      "aws:ecs:Service web: how large its tasks are, and how many, is not known here",
      "data to the internet and between zones, and images",
      "aws:rds:Instance: not known to --cost",
    ]);
  });

  it("keeps the range of what scales", async () => {
    const { monthly } = await estimateOf(() => {
      const task = { family: "web", containerDefinitions: "[]", cpu: "1024", memory: "2048" };
      const { arn } = new aws.ecs.TaskDefinition("web", task);
      new aws.ecs.Service("web", { name: "web", taskDefinition: arn });
      new aws.appautoscaling.Target("web", {
        resourceId: "service/shop/web",
        minCapacity: 1,
        maxCapacity: 10,
        scalableDimension: "ecs:service:DesiredCount",
        serviceNamespace: "ecs",
      });
    }, "eu-central-1");
    // 730 × (1 × 0.04656 + 2 × 0.00511) = 41.4494
    assert.deepEqual(monthly, { min: 41.4494, max: 414.494 });
  });

  it("refuses a Region without prices in one line", async () => {
    await assert.rejects(
      estimateOf(declareShop, "eu-north-1"),
      new InputError(
        "--cost has no prices of eu-north-1: it knows eu-central-1, eu-west-1, us-east-1 (local/cost/prices.ts)",
      ),
    );
  });
});
