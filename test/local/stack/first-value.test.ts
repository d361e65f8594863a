import assert from "node:assert/strict";

import { randomFirstValue } from "../../../local/stack/first-value";

describe("randomFirstValue", () => {
  it("has the shape that the key's name suggests, and leads nowhere", () => {
    const connection = new URL(randomFirstValue("MONGODB_URI"));
    assert.deepEqual([connection.protocol, connection.hostname], ["mongodb+srv:", "mongodb.invalid"]);
    const address = new URL(randomFirstValue("WEBHOOK_URL"));
    assert.deepEqual([address.protocol, address.hostname], ["https:", "service.invalid"]);
    assert.match(randomFirstValue("API_KEY"), /^[\w-]{32}$/);
  });

  it("is another one each time", () => {
    const values = ["API_KEY", "API_KEY", "MONGODB_URI", "MONGODB_URI"].map(randomFirstValue);
    assert.equal(new Set(values).size, 4);
  });
});
