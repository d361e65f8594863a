import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Emulator, startEmulator } from "../../local/aws/emulator";
import { hasEngine, missingEngine } from "../../local/stack/engine";
import { type Place } from "../../local/stack/prepare";
import { StackFiles } from "../../local/stack/stack-files";
import { alsoWritten } from "../support/written-output";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** A local AWS and a folder of stacks of this run's own, and all that the engine has printed so far. */
export interface World {
  place: Place;
  printed: string;
  /** The content of every file that the local stacks have left, the emulator's own aside. */
  writtenFiles: () => string[];
}

const failedLog = join(tmpdir(), "end-to-end-local-aws.log");
const folder = mkdtempSync(join(tmpdir(), "end-to-end-"));
let emulator: Emulator | undefined;
let current: World | undefined;
let shown = 0;
let failures = 0;

/** Mocha's root hooks: without an engine, every test is skipped. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    if (!hasEngine()) {
      console.error(`the end-to-end tests are skipped: ${missingEngine}`);
      this.skip();
    }
    emulator = await startEmulator({ privateFolder: folder, onProgress: console.error });
    current = newWorld(emulator.endpoint);
  },
  /** What the engine printed is the reason of a failure; it holds no value, as one of the tests asserts. */
  afterEach(this: Mocha.Context): void {
    const printed = current?.printed ?? "";
    if (this.currentTest?.state === "failed") {
      failures++;
      console.error(printed.slice(shown));
    }
    shown = printed.length;
  },
  async afterAll(this: Mocha.Context): Promise<void> {
    if (failures > 0) {
      cpSync(join(folder, "log"), failedLog);
      console.error(`the local AWS's log is kept in ${failedLog}`);
    }
    if (emulator !== undefined) alsoWritten("the local AWS", readFileSync(emulator.log, "utf8"));
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  },
};

/** The run's world. */
export function world(): World {
  if (current === undefined) throw new Error("there is a world only while tests run");
  return current;
}

function newWorld(endpoint: string): World {
  const stacksFolder = join(folder, "stacks");
  const made: World = {
    place: {
      files: new StackFiles(stacksFolder),
      endpoint,
      say: () => undefined,
      onOutput: (text) => {
        made.printed += text;
        alsoWritten("the engine", text);
      },
    },
    printed: "",
    writtenFiles: () =>
      readdirSync(stacksFolder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
  };
  return made;
}
