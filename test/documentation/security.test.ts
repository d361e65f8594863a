import assert from "node:assert/strict";

import { linkTargets } from "../support/documentation/links";
import { proseOf } from "../support/documentation/pages";

/** The rows of the page's tables, without heads: attack, control, proof. */
function rows(): string[][] {
  return proseOf("docs/security.md")
    .split("\n")
    .filter((line) => /^\| (?!attack |-)/.test(line))
    .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()));
}

describe("docs/security.md", () => {
  it("names a control for each attack, and a test that proves it", () => {
    assert.ok(rows().length > 25);
    const unproven = rows().filter(
      ([, control = "", proof = ""]) =>
        control === "" || !linkTargets(proof).some((target) => /^\.\.\/test\/.*\.test\.ts$/.test(target)),
    );
    assert.deepEqual(unproven, []);
  });

  it("says of each attacker what remains", () => {
    const [, ...sections] = proseOf("docs/security.md").split(/^## /m);
    const attackers = sections.filter((section) => /^\| attack /m.test(section));
    assert.equal(attackers.length, 7);
    for (const section of attackers) assert.match(section, /^What remains: /m);
  });
});
