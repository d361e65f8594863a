import assert from "node:assert/strict";

import { isWorldwide } from "../../policy-pack/ip-ranges";

describe("isWorldwide", () => {
  it("holds for the internet and for each half of it", () => {
    for (const range of [
      "0.0.0.0/0",
      "::/0",
      "0.0.0.0/1",
      "128.0.0.0/1",
      "1.2.3.4/0",
      "2000::/3",
      "10.0.0.0/7",
    ])
      assert.equal(isWorldwide(range), true, range);
  });

  it("does not hold for a network, however large, nor for private addresses", () => {
    const ranges = ["203.0.113.0/24", "17.0.0.0/8", "10.0.0.0/8", "2001:db8::/32", "fc00::/7", "fe80::/10"];
    for (const range of [...ranges, "203.0.113.7", ""]) assert.equal(isWorldwide(range), false, range);
  });
});
