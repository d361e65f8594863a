import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { rotationFunctionLogsExpire as policy } from "../../../policy-pack/policies/rotation-function-logs-expire";
import { lambdaFunction, rotatedBy } from "../functions";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const logGroup = (args: aws.cloudwatch.LogGroupArgs = {}) =>
  new aws.cloudwatch.LogGroup("logs", { retentionInDays: 30, ...args });
const none = "mandatory Function rotate: no log group of the stack is for it: make one with retentionInDays";
const forEver =
  "mandatory Function rotate: its log group has no retentionInDays, and keeps logs for ever: set it";

/** Each way in which a log group is for a function. */
const ways: Record<string, (args?: aws.cloudwatch.LogGroupArgs) => unknown> = {
  "the function names it": (args) => {
    const { name } = logGroup(args);
    rotatedBy(lambdaFunction({ loggingConfig: { logFormat: "JSON", logGroup: name } }));
  },
  "the function says its name": (args) => {
    logGroup({ name: "/rotation", ...args });
    rotatedBy(lambdaFunction({ loggingConfig: { logFormat: "JSON", logGroup: "/rotation" } }));
  },
  "it is named after the function": (args) => {
    const rotate = lambdaFunction();
    logGroup({ name: pulumi.interpolate`/aws/lambda/${rotate.name}`, ...args });
    rotatedBy(rotate);
  },
  "it says the function's name": (args) => {
    logGroup({ name: "/aws/lambda/rotate", ...args });
    rotatedBy(lambdaFunction({ name: "rotate" }));
  },
};

describe("rotation-function-logs-expire", () => {
  for (const [way, program] of Object.entries(ways)) {
    it(`accepts a log group that keeps logs for a set time, where ${way}`, async () => {
      for (const preview of [true, false])
        assert.deepEqual(await reports(policy, () => program(), { preview }), []);
    });

    it(`refuses one that keeps them for ever, where ${way}`, async () => {
      for (const retentionInDays of [0, undefined])
        assert.deepEqual(await reports(policy, () => program({ retentionInDays })), [forEver]);
    });
  }

  it("refuses a rotation function without a log group in the stack, and with another's", async () => {
    assert.deepEqual(await reports(policy, () => rotatedBy(lambdaFunction({ name: "rotate" }))), [none]);
    const others = () => {
      logGroup({ name: "/aws/lambda/rotate-other" });
      rotatedBy(lambdaFunction({ name: "rotate" }));
    };
    assert.deepEqual(await reports(policy, others), [none]);
  });

  it("leaves other functions alone", async () => {
    assert.deepEqual(await reports(policy, () => lambdaFunction()), []);
  });

  it("takes a time that is not known yet for one", async () => {
    const program = () => ways["the function names it"]?.({ retentionInDays: knownInUpdate(30) });
    assert.deepEqual(await reports(policy, program), []);
  });
});
