import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { secretRotatesInTime as policy } from "../../../policy-pack/policies/secret-rotates-in-time";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

type Rules = aws.types.input.secretsmanager.SecretRotationRotationRules;
const rotation = (rotationRules: Rules) => () =>
  new aws.secretsmanager.SecretRotation("web", { secretId: "web", rotationRules });
const fault = (said: string, days = 30) =>
  `mandatory SecretRotation web: rotationRules ${said}: set automaticallyAfterDays to ${days} at most, or a scheduleExpression such as rate(${days} days)`;

describe("secret-rotates-in-time", () => {
  it("accepts 30 days and less, in each form", async () => {
    for (const rules of [
      { automaticallyAfterDays: 30 },
      { automaticallyAfterDays: 1 },
      { scheduleExpression: "rate(30 days)" },
      { scheduleExpression: "rate(720 hours)" },
      { scheduleExpression: "cron(0 4 ? * SUN *)", duration: "2h" },
    ])
      assert.deepEqual(await reports(policy, rotation(rules)), []);
  });

  it("refuses longer, in each form", async () => {
    assert.deepEqual(await reports(policy, rotation({ automaticallyAfterDays: 31 })), [
      fault("automaticallyAfterDays is 31"),
    ]);
    assert.deepEqual(await reports(policy, rotation({ scheduleExpression: "rate(31 days)" })), [
      fault("scheduleExpression rate(31 days) leaves up to 31 days"),
    ]);
    assert.deepEqual(await reports(policy, rotation({ scheduleExpression: "cron(0 4 1 1 ? *)" })), [
      fault("scheduleExpression cron(0 4 1 1 ? *) leaves up to 366 days"),
    ]);
  });

  it("refuses what never comes round, and rules that say nothing", async () => {
    assert.deepEqual(await reports(policy, rotation({ scheduleExpression: "monthly" })), [
      fault("scheduleExpression monthly is not a schedule"),
    ]);
    assert.deepEqual(await reports(policy, rotation({ duration: "2h" })), [
      fault("has neither automaticallyAfterDays nor scheduleExpression"),
    ]);
  });

  it("goes by the settings", async () => {
    const policyConfig = { [policy.name]: { longestDays: 7 } };
    assert.deepEqual(await reports(policy, rotation({ automaticallyAfterDays: 8 }), { policyConfig }), [
      fault("automaticallyAfterDays is 8", 7),
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    for (const rules of [
      () => ({ automaticallyAfterDays: knownInUpdate(90) }),
      () => ({ scheduleExpression: knownInUpdate("rate(90 days)") }),
    ]) {
      const program = () => rotation(rules())();
      assert.deepEqual(await reports(policy, program), [undetermined("SecretRotation web", "rotationRules")]);
      assert.equal((await reports(policy, program, { preview: false })).length, 1);
    }
  });
});
