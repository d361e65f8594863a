import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { manual } from "../../../rotation/strategies/manual";
import { secretText } from "../../support/secret-text";

describe("the strategy manual", () => {
  it("owns no key and makes no value, whatever the values are", async () => {
    const tools = { readSecret: () => Promise.reject(new Error("no secret is read")) };
    const strategy = manual("STRIPE_API_KEY", { strategy: "manual", deadlineInDays: 90 }, tools);
    const values = { STRIPE_API_KEY: secretText() };
    const rotation = { secretName: "auth-service-prod-config", token: randomUUID() };
    assert.deepEqual(strategy.keys, []);
    assert.deepEqual(await strategy.create(values, rotation), {});
    await strategy.set(values, values, rotation);
    await strategy.test({});
    await strategy.retire({}, values);
    assert.equal(strategy.overlap, undefined);
  });
});
