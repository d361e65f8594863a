import assert from "node:assert/strict";

import { paintFor } from "../../../../local/offline/preview/paint";

describe("paintFor", () => {
  it("colours on a terminal only, and not where NO_COLOR is set", () => {
    assert.equal(paintFor({ isTTY: true }, {})("red", "text"), "\u001b[31mtext\u001b[39m");
    assert.equal(paintFor({ isTTY: true }, { NO_COLOR: "" })("red", "text"), "\u001b[31mtext\u001b[39m");
    assert.equal(paintFor({ isTTY: true }, { NO_COLOR: "1" })("red", "text"), "text");
    assert.equal(paintFor({}, {})("red", "text"), "text");
  });
});
