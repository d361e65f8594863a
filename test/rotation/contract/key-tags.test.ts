import assert from "node:assert/strict";

import { keysOfTags, keyTags } from "../../../rotation/contract/key-tags";

describe("keyTags", () => {
  it("names each key and its strategy, sorted, in one tag", () => {
    const tags = keyTags({ MONGODB_URI: "mongodb", API_KEY: "issuer" });
    assert.deepEqual(tags, { Keys: "API_KEY:issuer MONGODB_URI:mongodb" });
  });

  it("goes on in further tags where 256 characters are not enough, and reads them back", () => {
    const strategies = Object.fromEntries(
      Array.from({ length: 40 }, (_key, index) => [
        `SOME_LONG_KEY_NAME_${String(index).padStart(2, "0")}`,
        "manual",
      ]),
    );
    const tags = keyTags(strategies);
    assert.deepEqual(Object.keys(tags), ["Keys", "Keys2", "Keys3", "Keys4", "Keys5"]);
    for (const value of Object.values(tags)) assert.ok(value.length <= 256);
    assert.deepEqual(keysOfTags({ ...tags, Environment: "prod", KeysOfTheHouse: "none" }), strategies);
  });

  it("has nothing to say of a secret without keys", () => {
    assert.deepEqual(keyTags({}), {});
    assert.deepEqual(keysOfTags({ Environment: "prod" }), {});
  });

  it("refuses a key that no tag can hold", () => {
    const key = "K".repeat(256);
    assert.throws(
      () => keyTags({ [key]: "random" }),
      new RangeError(`key ${key} is longer than a tag's value can be`),
    );
  });
});
