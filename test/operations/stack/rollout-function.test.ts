import assert from "node:assert/strict";

import { rolloutFunctionName } from "../../../operations/stack/rollout-function";

describe("rolloutFunctionName", () => {
  it("is the environment's, or that of the part whose tag a secret carries", () => {
    const tags = { Project: "shop" };
    assert.equal(rolloutFunctionName({ environment: "prod", tags }), "shop-prod-rollout");
    const ofPart = { environment: "prod", tags: { ...tags, Part: "payments" } } as const;
    assert.equal(rolloutFunctionName(ofPart), "shop-prod-payments-rollout");
  });
});
