import assert from "node:assert/strict";

import { subnetBlocks } from "../../../local/stack/subnets";

describe("subnetBlocks", () => {
  it("gives each subnet a sixteenth of the VPC's block", () => {
    assert.deepEqual(subnetBlocks("10.10.0.0/16", 4), [
      "10.10.0.0/20",
      "10.10.16.0/20",
      "10.10.32.0/20",
      "10.10.48.0/20",
    ]);
  });

  it("crosses the border of a byte", () => {
    assert.deepEqual(subnetBlocks("192.168.255.0/24", 2), ["192.168.255.0/28", "192.168.255.16/28"]);
    assert.equal(subnetBlocks("10.0.0.0/12", 16).at(-1), "10.15.0.0/16");
  });
});
