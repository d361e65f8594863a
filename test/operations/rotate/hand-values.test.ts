import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { requireKnown } from "../../../operations/rotate/hand-values";
import { stackSecret } from "../../support/stack-secret";

const wanted = [
  { secret: stackSecret({ name: "a", tags: { Keys: "JWT_SECRET:random SHARED:manual" } }), keys: ["SHARED"] },
  { secret: stackSecret({ name: "b", tags: { Keys: "OWN:manual SHARED:manual" } }), keys: ["OWN", "SHARED"] },
];

describe("requireKnown", () => {
  const value = randomUUID();

  it("takes what is one secret's", () => {
    requireKnown({ OWN: value }, wanted);
  });

  const refusals: [Record<string, string>, string][] = [
    [{ SHARED: value }, "SHARED is a key of a and b: say which with --secret"],
    [{ OTHER: value }, "OTHER is no key: the keys that are rotated by hand are SHARED, OWN, SHARED"],
    [
      { JWT_SECRET: value },
      "JWT_SECRET is rotated by its strategy random: the keys that are rotated by hand are SHARED, OWN, SHARED",
    ],
    [{ OWN: "" }, "the value of OWN must not be empty"],
  ];
  for (const [given, message] of refusals) {
    it(`refuses ${Object.keys(given).join()}: ${message}`, () => {
      assert.throws(
        () => {
          requireKnown(given, wanted);
        },
        { name: "InputError", message },
      );
    });
  }
});
