import assert from "node:assert/strict";

import { type Kind } from "../../soak/outcome";
import { Soak } from "../../soak/soak";

/** Each was wrong once: a moved label whose answer was lost, a label that was removed twice, and a key of the issuer that was made twice. */
const seeds: [Kind, number[]][] = [
  ["rotation", [2, 7, 10, 16]],
  ["command", [2]],
];

/** A few of the seeds of `npm run soak`. */
describe("while calls of AWS are harmed", function () {
  this.timeout(120_000);
  let soak: Soak;
  before(async () => {
    soak = await Soak.begin();
  });
  after(() => soak.end());

  for (const [kind, numbers] of seeds) {
    for (const seed of numbers) {
      it(`a ${kind} comes to a good end with seed ${seed}`, async () => {
        const { violations, story, faults } = await soak.run(seed, kind);
        assert.deepEqual(violations, [], story.join("\n"));
        assert.ok(Object.keys(faults).length > 0);
      });
    }
  }
});
