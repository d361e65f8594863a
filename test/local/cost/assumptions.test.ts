import assert from "node:assert/strict";

import { assume, storedGb } from "../../../local/cost/assumptions";
import { InputError } from "../../../local/offline/input-error";

describe("assume", () => {
  const defaults = {
    networkGb: 100,
    serviceLogGb: 5,
    functionLogGb: 0.1,
    trailGb: 1,
    loadBalancerUnits: 1,
    secretCalls: 20000,
    keyCalls: 20000,
    functionCalls: 10000,
    functionSeconds: 1,
  };

  it("has a default for each", () => {
    assert.deepEqual(assume([]), defaults);
  });

  it("takes what is given, the last of a name, and leaves the defaults alone", () => {
    const assumed = assume(["networkGb=500", "trailGb=0.5", "networkGb=0"]);
    assert.deepEqual(assumed, { ...defaults, networkGb: 0, trailGb: 0.5 });
    assert.deepEqual(assume([]), defaults);
  });

  const names =
    "networkGb, serviceLogGb, functionLogGb, trailGb, loadBalancerUnits, secretCalls, keyCalls, functionCalls, functionSeconds";

  for (const [given, message] of [
    [
      "networkGB=5",
      `--assume takes <name>=<number> with one of ${names}, perhaps networkGb (got "networkGB=5")`,
    ],
    ["hours=1", `--assume takes <name>=<number> with one of ${names} (got "hours=1")`],
    ["toString=1", `--assume takes <name>=<number> with one of ${names} (got "toString=1")`],
    ["trailGb", '--assume trailGb must be a number of 0 or more, as in trailGb=10 (got "trailGb")'],
    ["trailGb=", '--assume trailGb must be a number of 0 or more, as in trailGb=10 (got "trailGb=")'],
    ["trailGb=-1", '--assume trailGb must be a number of 0 or more, as in trailGb=10 (got "trailGb=-1")'],
    [
      "trailGb=1e999",
      '--assume trailGb must be a number of 0 or more, as in trailGb=10 (got "trailGb=1e999")',
    ],
    ["trailGb=5GB", '--assume trailGb must be a number of 0 or more, as in trailGb=10 (got "trailGb=5GB")'],
  ] as const) {
    it(`refuses ${given}`, () => {
      assert.throws(() => assume([given]), new InputError(message));
    });
  }
});

describe("storedGb", () => {
  it("is twelve months' worth of what is kept for a year", () => {
    assert.equal(storedGb(5, 365), 60);
  });
});
