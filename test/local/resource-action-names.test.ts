import assert from "node:assert/strict";

import { resourceActionNames } from "../../local/resource-action-names";
import committed from "../../policy-pack/resource-action-names.json";

describe("resourceActionNames", () => {
  it("is what policy-pack/resource-action-names.json holds; npm run iam-actions writes it", async () => {
    assert.deepEqual(await resourceActionNames(), committed);
  });
});
