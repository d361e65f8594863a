import assert from "node:assert/strict";

import { orExplain } from "../../components/replicas";

describe("orExplain", () => {
  it("hands on what was found", async () => {
    assert.equal(await orExplain(Promise.resolve("found"), "key alias/a"), "found");
  });

  it("says where the Region is to be named, if something is not there", async () => {
    const missing = Promise.reject(new Error("NotFoundException: Alias is not found"));
    await assert.rejects(orExplain(missing, "key alias/a"), {
      message:
        "key alias/a is not in this Region: name the Region in replicaRegions of the primary Region's stack, and deploy that one first (NotFoundException: Alias is not found)",
    });
  });
});
