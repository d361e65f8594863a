import assert from "node:assert/strict";

import { type Bench } from "../../bench/bench";
import { resultsPage, section } from "../../bench/results";

const bench: Bench = {
  name: "speed",
  description: "This against that.",
  run: () => Promise.resolve([]),
  aims: [
    { text: "half at most", figure: ([row]) => row?.ratio, most: 0.5, reason: "It is cold." },
    { text: "a tenth at most at 9", figure: (rows) => rows.find(({ size }) => size === 9)?.ratio, most: 0.1 },
  ],
};

describe("section", () => {
  it("says of each aim whether it is met, missed or not measured", () => {
    const aims = (ratio: number) => section({ bench, rows: [{ size: 1, ratio }] }).split("\n\n")[2];
    const notMeasured = "- Aim: a tenth at most at 9: not measured.";
    assert.equal(aims(0.5), `- Aim: half at most: met (0.5).\n${notMeasured}`);
    assert.equal(aims(0.51), `- Aim: half at most: missed (0.51). It is cold.\n${notMeasured}`);
  });
});

describe("resultsPage", () => {
  it("names the day and the machine, and holds each benchmark's table", () => {
    const page = resultsPage([{ bench, rows: [{ size: 1, ratio: 0.4 }] }], new Date("2026-01-02T03:04:05Z"));
    assert.match(
      page,
      /^# Results of the benchmarks\n\nWritten by `npm run bench` on 2026-01-02, on \d+ x .+ GB, Node\.js /,
    );
    assert.match(page, /\n## speed\n\nThis against that\.\n\n- Aim: .+\n- Aim: .+\n\n\| size \| ratio \|\n/);
  });
});
