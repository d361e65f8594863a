import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { logGroupExpires as policy } from "../../../policy-pack/policies/log-group-expires";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const group = (args: aws.cloudwatch.LogGroupArgs) => () => new aws.cloudwatch.LogGroup("logs", args);
const forEver = ["mandatory LogGroup logs: retentionInDays is not set, so that logs stay for ever: set it"];

describe("log-group-expires", () => {
  it("accepts a set time, and a class whose logs are gone after a day", async () => {
    for (const args of [{ retentionInDays: 7 }, { retentionInDays: 365 }, { logGroupClass: "DELIVERY" }])
      assert.deepEqual(await reports(policy, group(args)), []);
  });

  it("refuses logs that stay for ever", async () => {
    for (const retentionInDays of [undefined, 0])
      assert.deepEqual(await reports(policy, group({ retentionInDays })), forEver);
  });

  it("refuses a shorter time, by the settings", async () => {
    assert.deepEqual(await reports(policy, group({ retentionInDays: 3 })), [
      "mandatory LogGroup logs: retentionInDays is 3: set it to 7 at least",
    ]);
    const policyConfig = { [policy.name]: { shortestDays: 365 } };
    assert.deepEqual(await reports(policy, group({ retentionInDays: 180 }), { policyConfig }), [
      "mandatory LogGroup logs: retentionInDays is 180: set it to 365 at least",
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => group({ retentionInDays: knownInUpdate(0) })();
    assert.deepEqual(await reports(policy, program), [undetermined("LogGroup logs", "retentionInDays")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), forEver);
  });
});
