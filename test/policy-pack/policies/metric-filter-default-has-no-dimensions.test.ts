import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { metricFilterDefaultHasNoDimensions as policy } from "../../../policy-pack/policies/metric-filter-default-has-no-dimensions";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

type Transformation = Partial<aws.types.input.cloudwatch.LogMetricFilterMetricTransformation>;

const filter = (transformation: Transformation) => () =>
  new aws.cloudwatch.LogMetricFilter("filter", {
    logGroupName: "trail",
    pattern: "{ $.eventName = GetSecretValue }",
    metricTransformation: { name: "Reads", namespace: "Secrets", value: "1", ...transformation },
  });
const dimensions = { Caller: "$.userIdentity.arn" };
const refused = [
  "mandatory LogMetricFilter filter: metricTransformation has a defaultValue and dimensions (Caller): leave one of the two out",
];

describe("metric-filter-default-has-no-dimensions", () => {
  it("accepts one of the two, and neither", async () => {
    for (const transformation of [
      {},
      { defaultValue: "0" },
      { dimensions },
      { defaultValue: "0", dimensions: {} },
    ])
      assert.deepEqual(await reports(policy, filter(transformation)), []);
  });

  it("refuses both, of values that are not known yet too", async () => {
    assert.deepEqual(await reports(policy, filter({ defaultValue: "0", dimensions })), refused);
    const program = () => filter({ defaultValue: knownInUpdate("0"), dimensions })();
    for (const preview of [true, false])
      assert.deepEqual(await reports(policy, program, { preview }), refused);
  });
});
