import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../local/aws/port";
import { waitUntilReady } from "../../../local/aws/readiness";

describe("waitUntilReady", () => {
  let folder: string;
  let log: string;
  let endpoint: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "readiness-"));
    log = join(folder, "log");
    endpoint = `http://127.0.0.1:${await freePort()}`;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("shows the log's last 20 lines when the emulator ends", async () => {
    const lines = Array.from({ length: 25 }, (_, index) => `line ${index + 1}`);
    writeFileSync(log, `${lines.join("\n")}\n`);
    const child = spawn("false");
    await once(child, "exit");
    await assert.rejects(waitUntilReady(child, endpoint, log), {
      name: "LocalAwsError",
      message: `the local AWS ended before it was ready; the end of ${log}:\n${lines.slice(5).join("\n")}`,
    });
  });

  it("gives up after its patience", async () => {
    writeFileSync(log, "starting\n");
    const child = spawn("sleep", ["60"]);
    await assert.rejects(waitUntilReady(child, endpoint, log, 100), {
      name: "LocalAwsError",
      message: `the local AWS was not ready in 0.1 s; the end of ${log}:\nstarting`,
    });
    child.kill();
  });

  it("waits for a positive answer", async () => {
    const statuses = [503, 503, 200];
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(statuses.shift() ?? 500).end();
    });
    server.listen(Number(new URL(endpoint).port), "127.0.0.1");
    const child = spawn("sleep", ["60"]);
    await waitUntilReady(child, endpoint, log);
    assert.deepEqual(asked, Array(3).fill("/_ministack/ready"));
    child.kill();
    server.close();
  });
});
