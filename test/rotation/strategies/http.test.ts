import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { RotationError } from "../../../rotation/rotation-error";
import { type HttpOptions, type HttpRequest, sendHttp } from "../../../rotation/strategies/http";
import { TargetError } from "../../../rotation/target-error";
import { secretText } from "../../support/secret-text";

const place = "POST 127.0.0.1/v1/keys/{id}";

describe("sendHttp", () => {
  let server: Server | undefined;
  let waits: number[];
  const clock = {
    now: () => new Date(),
    wait: (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  beforeEach(() => {
    waits = [];
  });
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it("sends method, headers and body, and gives status and body", async () => {
    const received: unknown[] = [];
    const url = await serve((request, response) => {
      void bodyOf(request).then((body) => {
        received.push([request.method, request.url, request.headers["x-api-key"], body]);
        response.writeHead(201).end("made");
      });
    });
    const answer = await send(url, { headers: { "x-api-key": "k" }, body: "{}" });
    assert.deepEqual(answer, { status: 201, body: "made" });
    assert.deepEqual(received, [["POST", "/v1/keys/7", "k", "{}"]]);
  });

  it("follows no redirect", async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    assert.equal((await send(url)).status, 302);
    assert.equal(requests, 1);
  });

  for (const status of [429, 500, 503]) {
    it(`sends again after ${status}, three times in all`, async () => {
      const statuses = [status, status, 200];
      const url = await serve((_, response) => response.writeHead(statuses.shift() ?? 418).end());
      assert.equal((await send(url)).status, 200);
      assert.deepEqual(waits, [500, 1000]);
    });
  }

  it("gives the last answer where the server stays broken, and does not send again after another status", async () => {
    const statuses = [500, 501, 502, 200];
    const url = await serve((_, response) => response.writeHead(statuses.shift() ?? 418).end());
    assert.equal((await send(url)).status, 502);
    statuses.unshift(400);
    assert.equal((await send(url)).status, 400);
    assert.deepEqual(waits, [500, 1000]);
  });

  it("sends as often as asked to", async () => {
    const url = await serve((request) => request.socket.destroy());
    const problem = await failure(send(url, {}, { attempts: 1 }));
    assert.ok(problem instanceof TargetError && problem instanceof RotationError);
    assert.equal(problem.message, `${place} failed: UND_ERR_SOCKET`);
    assert.deepEqual(waits, []);
  });

  it("names the place and the failure where nobody listens", async () => {
    const url = await serve(() => undefined);
    server?.close();
    assert.equal((await failure(send(url))).message, `${place} failed: ECONNREFUSED`);
    assert.deepEqual(waits, [500, 1000]);
  });

  it("waits for an answer for a limited time, its body included", async () => {
    const url = await serve((_, response) => response.writeHead(200).write("begun"));
    const problem = await failure(send(url, {}, { attempts: 1, timeoutInSeconds: 0.1 }));
    assert.equal(problem.message, `${place} failed: no answer in 0.1 s`);
  });

  it("reads 1 MiB of an answer at most, and does not ask again for a longer one", async () => {
    const sizes = [1024 * 1024, 1024 * 1024 + 1];
    const url = await serve((_, response) => response.end("x".repeat(sizes.shift() ?? 0)));
    assert.equal((await send(url)).body.length, 1024 * 1024);
    assert.equal((await failure(send(url))).message, `${place} failed: the answer is longer than 1 MiB`);
    assert.deepEqual(waits, []);
  });

  it("says nothing of a header that cannot be sent", async () => {
    const key = `${secretText()}\n${secretText()}`;
    const url = await serve(() => assert.fail("nothing is sent"));
    const { message } = await failure(send(url, { headers: { "x-api-key": key } }, { attempts: 1 }));
    assert.equal(message, `${place} failed: no answer (TypeError)`);
  });

  for (const url of [
    "http://api.example.com/v1/keys",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "http://10.0.0.1/",
    "ftp://127.0.0.1/",
    "api.example.com",
  ]) {
    it(`sends nothing to ${url}, which is neither HTTPS nor this machine`, async () => {
      const { message } = await failure(send(url));
      assert.equal(message, `${place} is not sent: the address must be HTTPS, or HTTP on a loopback address`);
      assert.deepEqual(waits, []);
    });
  }

  for (const host of ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"]) {
    it(`takes ${host} for this machine`, async () => {
      // Port 9 is "discard", where nobody listens.
      const { message } = await failure(send(`http://${host}:9/`, {}, { attempts: 1 }));
      assert.doesNotMatch(message, /is not sent/);
    });
  }

  it("takes any host by HTTPS", async () => {
    const { message } = await failure(send("https://127.0.0.1:9/", {}, { attempts: 1 }));
    assert.doesNotMatch(message, /is not sent/);
  });

  async function serve(listener: RequestListener): Promise<string> {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    const address = started.address();
    if (typeof address !== "object" || address === null) throw new Error("the server is not started");
    return `http://127.0.0.1:${address.port}/v1/keys/7`;
  }

  function send(url: string, request: Partial<HttpRequest> = {}, options: HttpOptions = {}) {
    return sendHttp({ method: "POST", url, headers: {}, place, ...request }, { clock, ...options });
  }
});

function bodyOf(request: IncomingMessage): Promise<string> {
  return text(request);
}

async function failure(work: Promise<unknown>): Promise<RotationError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RotationError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}
