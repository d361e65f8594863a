import assert from "node:assert/strict";

import { type StackSecret } from "../../../operations/stack/stack-secret";
import { planRotations, type PlanOptions } from "../../../operations/rotate/plan";
import { stackSecret } from "../../support/stack-secret";

const now = new Date("2026-03-31T12:00:00Z");
const rotationFunctionArn = "arn:aws:lambda:eu-west-1:111122223333:function:auth-service-prod-rotation";
const automatic = { rotationFunctionArn, tags: { Keys: "API_KEY:issuer JWT_SECRET:random" } };
const byHand = { tags: { Keys: "STRIPE_API_KEY:manual" } };
const mixed = { rotationFunctionArn, tags: { Keys: "JWT_SECRET:random STRIPE_API_KEY:manual" } };
const pending = { labels: { v1: ["AWSCURRENT", "DEPLOYED"], v2: ["AWSPENDING"] } };

function plan(changes: Partial<StackSecret>, options: Partial<PlanOptions> = {}) {
  return planRotations([stackSecret(changes)], { from: "create", keepManual: false, ...options }, now).map(
    ({ parts, pending: staged, makers: { byFunction, byHand: keys } }) => ({
      parts,
      staged,
      byFunction,
      keys,
    }),
  );
}

describe("planRotations", () => {
  it("leaves keys with a strategy to the function, and others to a person", () => {
    const common = { staged: undefined };
    assert.deepEqual(plan(automatic), [
      { ...common, parts: "function", byFunction: { API_KEY: "issuer", JWT_SECRET: "random" }, keys: [] },
    ]);
    assert.deepEqual(plan(byHand), [{ ...common, parts: "hand", byFunction: {}, keys: ["STRIPE_API_KEY"] }]);
    assert.deepEqual(plan(mixed), [
      { ...common, parts: "function+hand", byFunction: { JWT_SECRET: "random" }, keys: ["STRIPE_API_KEY"] },
    ]);
    assert.deepEqual(plan(mixed, { keepManual: true }), [
      { ...common, parts: "function", byFunction: { JWT_SECRET: "random" }, keys: [] },
    ]);
  });

  it("asks nothing of a person where a function of the user's own rotates", () => {
    const own = { rotationFunctionArn, ...byHand };
    assert.deepEqual(plan(own), [{ staged: undefined, parts: "function", byFunction: {}, keys: [] }]);
  });

  it("asks a person where such a rotation was cancelled, of which AWS keeps the function", () => {
    const [cancelled] = plan({ rotationFunctionArn, rotationEnabled: false, ...byHand });
    assert.deepEqual([cancelled?.parts, cancelled?.keys], ["hand", ["STRIPE_API_KEY"]]);
    const [own] = plan({ ...automatic, rotationEnabled: false });
    assert.equal(own?.parts, "function");
  });

  it("takes up the rotation that is unfinished, from the second step on", () => {
    const [taken] = plan({ ...automatic, ...pending }, { from: "update" });
    assert.equal(taken?.staged, "v2");
  });

  it("leaves out secrets of which nothing is left to do", () => {
    const secrets = [stackSecret(byHand), stackSecret({ ...mixed, name: "other" })];
    const plans = planRotations(secrets, { from: "create", keepManual: true }, now);
    assert.deepEqual(
      plans.map(({ secret }) => secret.name),
      ["other"],
    );
  });

  const name = "auth-service-prod-config";
  const refusals: [string, Partial<StackSecret>, Partial<PlanOptions>, string][] = [
    ["no value", { ...automatic, labels: {} }, {}, `${name} has no value yet: set its first one`],
    [
      "no declared key",
      { tags: {} },
      {},
      `${name} has no key that could be rotated: deploy the stack, which tags it with its keys`,
    ],
    [
      "an unfinished rotation",
      { ...automatic, ...pending },
      {},
      `a rotation of ${name} is unfinished, AWSPENDING is on version v2: wait for it, or take it up with --from update`,
    ],
    [
      "an interrupted one",
      {
        ...automatic,
        labels: {
          v1: ["AWSPREVIOUS", "DEPLOYED", `ROTATION=${"0".repeat(32)}@2026-03-31T11:00:00.000Z/function`],
          ["0".repeat(32)]: ["AWSCURRENT"],
        },
      },
      {},
      `a rotation of ${name} that began at 2026-03-31T11:00:00.000Z is unfinished (3/5 deploy the updated service): give --resume`,
    ],
    [
      "an unfinished rollout",
      { ...automatic, labels: { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT"] } },
      {},
      `the last rollout of ${name} is unfinished: wait for it, or follow it with --from deploy`,
    ],
    [
      "a held rollout",
      { ...automatic, labels: { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT", "HELD"] } },
      {},
      `the rollout of ${name} is held: secrets rollback, or secrets set a value that works`,
    ],
    [
      "an overlap",
      { ...automatic, labels: { v2: ["AWSCURRENT", "DEPLOYED", "OVERLAP_UNTIL=2026-03-31T13:00:00.000Z"] } },
      {},
      `${name} cannot rotate before 2026-03-31T13:00:00.000Z: the value before must be accepted until then`,
    ],
    [
      "to take up a rotation of what has no value",
      { ...automatic, labels: { v2: ["AWSPENDING"] } },
      { from: "update" },
      `${name} has no value yet: set its first one`,
    ],
    [
      "to take up a rotation while a rollout is unfinished",
      {
        ...automatic,
        labels: { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT"], v3: ["AWSPENDING"] },
      },
      { from: "update" },
      `the last rollout of ${name} is unfinished: wait for it, or follow it with --from deploy`,
    ],
    [
      "to take up a rotation while the value before must be accepted",
      {
        ...automatic,
        labels: {
          v2: ["AWSCURRENT", "DEPLOYED", "OVERLAP_UNTIL=2026-03-31T13:00:00.000Z"],
          v3: ["AWSPENDING"],
        },
      },
      { from: "update" },
      `${name} cannot rotate before 2026-03-31T13:00:00.000Z: the value before must be accepted until then`,
    ],
    [
      "nothing to take up",
      automatic,
      { from: "update" },
      `${name} has no new credentials that an unfinished rotation has made: leave out --from`,
    ],
    [
      "nothing left",
      byHand,
      { keepManual: true },
      "--keep-manual leaves nothing to rotate: every key is rotated by hand",
    ],
  ];
  for (const [what, changes, options, message] of refusals) {
    it(`refuses ${what}`, () => {
      assert.throws(() => plan(changes, options), { name: "Problem", message });
    });
  }

  it("goes on where an overlap is over", () => {
    const labels = { v2: ["AWSCURRENT", "DEPLOYED", "OVERLAP_UNTIL=2026-03-31T11:00:00.000Z"] };
    assert.equal(plan({ ...automatic, labels }).length, 1);
  });

  it("tells of all secrets that cannot rotate, a line each", () => {
    const secrets = [
      stackSecret({ ...automatic, labels: {} }),
      stackSecret({ ...byHand, name: "other", labels: {} }),
    ];
    assert.throws(() => planRotations(secrets, { from: "create", keepManual: false }, now), {
      message: `${name} has no value yet: set its first one\nother has no value yet: set its first one`,
    });
  });
});
