import assert from "node:assert/strict";

import { table } from "../../bench/table";

describe("table", () => {
  it("lays rows out with numbers to the right", () => {
    assert.equal(
      table([
        { services: 100, "time (s)": 1.5, of: "a" },
        { services: 1000, "time (s)": 12.25, of: "bcd" },
      ]),
      [
        "| services | time (s) | of  |",
        "| -------: | -------: | --- |",
        "|      100 |      1.5 | a   |",
        "|     1000 |    12.25 | bcd |",
      ].join("\n"),
    );
  });
});
