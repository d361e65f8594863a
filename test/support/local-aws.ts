import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../local/aws/emulator";
import { keepLocalAwsLogs } from "./local-aws-logs";
import { secretText } from "./secret-text";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
let emulator: Emulator | undefined;

// Also when the run is interrupted, which leaves root hooks out.
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Mocha's root hooks: one emulator of its own for the whole run. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    this.timeout(180_000); // the first run installs MiniStack
    await startLocalAws();
  },
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    if (emulator !== undefined) await keepLocalAwsLogs();
    await stopLocalAws();
  },
};

/** Starts the run's emulator, where no hook does. */
export async function startLocalAws(): Promise<void> {
  emulator = await startEmulator({ privateFolder: folder, onProgress: console.error });
}

export async function stopLocalAws(): Promise<void> {
  await emulator?.stop();
}

/** The run's emulator. */
export function localAws(): Emulator {
  if (emulator === undefined) throw new Error("the local AWS runs only while tests run");
  return emulator;
}

/** What an SDK client needs in order to talk to the run's emulator as its root user. */
export function clientOptions() {
  return {
    endpoint: localAws().endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
}

/** Calls an operation of an AWS service that speaks JSON, without an SDK client. */
export async function callJson(service: string, target: string, request: object): Promise<unknown> {
  const headers = {
    ...signedFor(service),
    "x-amz-target": target,
    "content-type": "application/x-amz-json-1.1",
  };
  const response = await fetch(localAws().endpoint, {
    method: "POST",
    headers,
    body: JSON.stringify(request),
  });
  return response.json();
}

/** Calls an operation of an AWS service that speaks the Query protocol; gives the answer's XML. */
export async function callQuery(service: string, parameters: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(parameters);
  const response = await fetch(localAws().endpoint, { method: "POST", headers: signedFor(service), body });
  return response.text();
}

/** The emulator reads the service and Region in a root user's signature, and does not verify it. */
function signedFor(service: string): Record<string, string> {
  const scope = `test/20260101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}

/** A name that no other test has. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString("hex")}`;
}

/** A secret value of this run. */
export function newValue(): string {
  return JSON.stringify({ API_KEY: secretText() });
}

/** Asks again until the answer is one, for at most 20 s unless told otherwise. */
export async function eventually<T>(ask: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`it did not happen in ${seconds} s`);
    await delay(50);
  }
}
