import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { secretProblems } from "../../config/secret-rules";
import { secretSchema } from "../../config/secret-schema";
import { functionArn } from "../support/breakages/breakage";

function problemsOf(settings: Readonly<Record<string, unknown>>): string[] {
  const secret = secretSchema.parse({ type: "config", keys: { A: { source: "generated" } }, ...settings });
  return secretProblems(secret, ["services", 0, "secrets", 1]).map(formatProblem);
}

describe("secretProblems", () => {
  it("accepts keys of both sources and a rotation with its default schedule", () => {
    const keys = { A: { source: "generated", length: 16, special: true }, B_2: { source: "supplied" } };
    assert.deepEqual(problemsOf({ keys, rotation: { functionArn } }), []);
  });

  it("refuses each key that is no variable's name", () => {
    const keys = {
      "api-key": { source: "supplied" },
      "2FA": { source: "generated" },
      A: { source: "supplied" },
    };
    const rule = "must be a variable's name: letters, digits and _ only, not starting with a digit";
    assert.deepEqual(problemsOf({ keys }), [
      `services[0].secrets[1].keys.api-key ${rule}`,
      `services[0].secrets[1].keys.2FA ${rule}`,
    ]);
  });

  it("checks a window only against a schedule that is valid itself", () => {
    const path = "services[0].secrets[1].rotation";
    assert.deepEqual(problemsOf({ rotation: { functionArn, schedule: "rate(1 hour)", duration: "99h" } }), [
      `${path}.schedule must leave at least 4 hours between rotations (got "rate(1 hour)")`,
    ]);
    assert.deepEqual(problemsOf({ rotation: { functionArn, schedule: "rate(6 hours)", duration: "7h" } }), [
      `${path}.duration must be at most 6h, when the next rotation or the day after starts (got "7h")`,
    ]);
  });
});
