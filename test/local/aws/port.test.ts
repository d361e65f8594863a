import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "../../../local/aws/port";

describe("freePort", () => {
  it("gives a port of the loopback interface that a server can take", async () => {
    const port = await freePort();
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    assert.notEqual(await freePort(), port);
    server.close();
  });
});
