import assert from "node:assert/strict";
import { resolve } from "node:path";

import { accountOf } from "../../../local/offline/deployed-stack";

const folder = resolve(__dirname, "..", "..", "..");

describe("accountOf", () => {
  it("takes the account of prod's administrators", () => {
    assert.equal(accountOf(folder, ["prod", "stage", "test"]), "111122223333");
  });

  it("takes an example's account where nobody is named", () => {
    assert.equal(accountOf(folder, ["stage", "test"]), "123456789012");
  });
});
