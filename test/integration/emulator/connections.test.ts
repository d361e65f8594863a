import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";

import { localAws } from "../../support/local-aws";

describe("connections", () => {
  it("stay open for more than 1,000 requests", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let request = 0; request < 1002; request += 1) {
      const [response] = (await once(
        get(`${localAws().endpoint}/_ministack/ready`, { agent }),
        "response",
      )) as [IncomingMessage];
      ports.add(response.socket.localPort);
      response.resume();
      await once(response, "end");
    }
    agent.destroy();
    assert.equal(ports.size, 1);
  });
});
