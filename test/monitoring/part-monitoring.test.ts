import assert from "node:assert/strict";

import { inEvent, patternProblem } from "../../monitoring/filter-pattern";
import { partAlarms, partFilters } from "../../monitoring/part-monitoring";
import { secretFilters } from "../../monitoring/service-filters";
import { counts } from "../support/monitoring/counting";
import {
  account,
  keyCall,
  read,
  roleSession,
  secretArn,
  type TrailRecord,
} from "../support/monitoring/trail-records";

const keyArn = `arn:aws:kms:eu-west-1:${account}:key/11111111-1111-4111-8111-111111111111`;
const otherKey = `arn:aws:kms:eu-west-1:${account}:key/22222222-2222-4222-8222-222222222222`;
const watched = { part: "payments", stack: "prod-payments" };
const secret = "checkout-prod-api-keys";

/** The event in which EventBridge hands a record on. */
const event = (record: TrailRecord): TrailRecord => ({
  version: "0",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.secretsmanager",
  account,
  detail: record,
});

describe("inEvent", () => {
  const readers = {
    executionRole: `arn:aws:iam::${account}:role/checkout-prod-execution`,
    rotationRole: `arn:aws:iam::${account}:role/checkout-prod-rotation`,
    others: [`arn:aws:iam::${account}:role/platform-administrator`],
  };
  const filters = secretFilters(secret, "checkout").map((filter) => ({
    ...filter,
    pattern: (facts: typeof readers) => inEvent(filter.pattern(facts)),
  }));

  const cases: [string, TrailRecord, Record<string, number>][] = [
    [
      "a read by ECS",
      read(secret, roleSession("checkout-prod-execution")),
      { "checkout/ReadsByExecutionRole": 1 },
    ],
    [
      "a read by a declared person, by ARN",
      read(secretArn(secret), roleSession("platform-administrator")),
      { "checkout/ReadsByOthers": 1 },
    ],
    [
      "a read by somebody else",
      read(secret, roleSession("someone")),
      { "checkout/ReadsByOthers": 1, "checkout/ReadsByUndeclared": 1 },
    ],
    ["a read of another secret", read("auth-service-prod-config", roleSession("someone")), {}],
  ];
  for (const [title, record, expected] of cases) {
    it(`counts ${title} in an event as it does in the record`, () => {
      assert.deepEqual(counts(filters, readers, [event(record)]), expected);
      assert.deepEqual(counts(secretFilters(secret, "checkout"), readers, [record]), expected);
      assert.deepEqual(counts(filters, readers, [record]), {});
    });
  }

  it("leaves a pattern that fits, with names of any length", () => {
    const service = "s".repeat(40);
    const longest = {
      executionRole: `arn:aws:iam::${account}:role/${service}-stage-execution`,
      rotationRole: `arn:aws:iam::${account}:role/${service}-stage-rotation`,
      others: [`arn:aws:iam::${account}:role/platform-administrator`],
    };
    for (const { name, pattern } of secretFilters(`${service}-stage-credentials`, service))
      assert.equal(patternProblem(inEvent(pattern(longest))), undefined, name);
  });
});

describe("partFilters", () => {
  it("counts the removal of the part's own key", () => {
    const filters = partFilters("shop", watched);
    assert.deepEqual(
      filters.map(({ name }) => name),
      ["shop-prod-payments-KeyRemovals"],
    );
    const by = roleSession("someone");
    const records = [keyCall("DisableKey", keyArn, by), keyCall("DisableKey", otherKey, by)];
    assert.deepEqual(counts(filters, { keyArn }, records), { "payments/KeyRemovals": 1 });
  });
});

describe("partAlarms", () => {
  const place = { project: "shop", environment: "prod", runbookUrl: "docs/runbooks" } as const;
  const alarms = partAlarms(place, {
    ...watched,
    eventLogGroup: "/aws/events/shop-prod-payments",
    rolloutFunction: "shop-prod-payments-rollout",
    rotationAgeFunction: "shop-prod-payments-rotation-age",
  });

  it("watches key, records and functions, under names that no service's alarm has", () => {
    assert.deepEqual(
      alarms.map(({ name, namespace, metric, dimensions }) => [name, namespace, metric, dimensions]),
      [
        ["prod-key-removal-payments", "shop/prod", "payments/KeyRemovals", {}],
        [
          "prod-trail-silent-payments",
          "AWS/Logs",
          "IncomingLogEvents",
          { LogGroupName: "/aws/events/shop-prod-payments" },
        ],
        [
          "prod-rollout-function-errors-payments",
          "AWS/Lambda",
          "Errors",
          { FunctionName: "shop-prod-payments-rollout" },
        ],
        [
          "prod-rotation-age-errors-payments",
          "AWS/Lambda",
          "Errors",
          { FunctionName: "shop-prod-payments-rotation-age" },
        ],
      ],
    );
  });

  it("says which stack an alarm is about, and where its runbook is", () => {
    assert.deepEqual(
      alarms.map(({ description }) => description),
      [
        "The key of prod-payments was disabled or scheduled for deletion: no secret of the stack can be read without it. Runbook: docs/runbooks/key-removal.md",
        "No call of Secrets Manager has been recorded for prod-payments for three hours, though there is one every hour, so that no alarm of prod-payments on calls can go off. Runbook: docs/runbooks/trail-silent.md",
        "The function that rolls out rotated secrets of prod-payments failed or ran out of time. Runbook: docs/runbooks/rollout-function-errors.md",
        "The function that reports the ages of secrets of prod-payments failed: overdue rotations may go unnoticed. Runbook: docs/runbooks/rotation-age-errors.md",
      ],
    );
  });
});
