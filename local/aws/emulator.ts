import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { delimiter, dirname, join, resolve } from "node:path";
import { LocalAwsError } from "./local-aws-error";
import { withLock } from "./lock";
import { freePort } from "./port";
import { commandLineOf, isEmulator, stopGroup } from "./process";
import { preparePython, type PythonRuntime } from "./python";
import { waitUntilReady } from "./readiness";
import { type EmulatorState, readState } from "./state";

const home = resolve(__dirname, "..", "..", ".local", "emulator");
const launcher = resolve(__dirname, "..", "emulator.py");

/** A running local AWS. */
export interface Emulator extends EmulatorState {
  /** The emulator's log file. */
  log: string;
  /** Ends the emulator and removes its temporary files. */
  stop(): Promise<void>;
  /** Removes everything that was made in the emulator. */
  reset(): Promise<void>;
}

export interface StartOptions {
  /**
   * A folder of its own for an emulator that ends with this process, whatever way that ends: for a test run.
   * Without it, the emulator is the one that `npm run local` manages; it is started unless it runs, and stays.
   */
  privateFolder?: string;
  /** Gets a line for each step that takes long. @default none */
  onProgress?: (line: string) => void;
}

/**
 * Starts a local AWS, and sets it up first where that was not done yet.
 *
 * @throws LocalAwsError when Python is missing, the setup fails, or the emulator does not come up.
 */
export async function startEmulator({
  privateFolder,
  onProgress = () => undefined,
}: StartOptions = {}): Promise<Emulator> {
  if (process.platform === "win32") throw new LocalAwsError("the local AWS runs on Linux and macOS; use WSL");
  mkdirSync(home, { recursive: true });
  const whileWaiting = {
    onWait: () => {
      onProgress("waiting for another start of the local AWS");
    },
  };
  return withLock(join(home, "lock"), whileWaiting, async () => {
    const running = privateFolder === undefined ? findEmulator() : undefined;
    if (running !== undefined) return running;
    const python = await preparePython(home, onProgress);
    return launch(python, privateFolder ?? home, privateFolder !== undefined);
  });
}

/** Finds the emulator that `npm run local` manages, if it runs. */
export function findEmulator(): Emulator | undefined {
  const state = readState(stateFile(home));
  if (state === undefined || !isEmulator(commandLineOf(state.pid), state.port)) return undefined;
  return emulator(state, home);
}

async function launch(python: PythonRuntime, folder: string, endsWithParent: boolean): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://localhost:${port}`;
  const child = spawnLauncher(python, folder, port, endsWithParent);
  try {
    await waitUntilReady(child, endpoint, logFile(folder));
  } catch (error) {
    if (child.pid !== undefined) await stopGroup(child.pid);
    throw error;
  }
  if (child.pid === undefined) throw new LocalAwsError(`could not run ${python.command}`);
  const state = { pid: child.pid, port, endpoint, startedAt: new Date().toISOString() };
  writeState(folder, state);
  return emulator(state, folder);
}

/** Starts the launcher in a process group of its own, where a Ctrl-C in the terminal does not reach it. */
function spawnLauncher(
  python: PythonRuntime,
  folder: string,
  port: number,
  endsWithParent: boolean,
): ChildProcess {
  const temporary = temporaryFolder(folder);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const log = openSync(logFile(folder), "w");
  const options = endsWithParent ? ["--stop-with-stdin"] : [];
  const child = spawn(python.command, [launcher, "--port", String(port), ...options], {
    detached: true,
    stdio: [endsWithParent ? "pipe" : "ignore", log, log],
    env: { ...bareEnvironment(), ...python.environment, TMPDIR: temporary },
  });
  closeSync(log);
  child.on("error", () => undefined); // its missing pid tells
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child;
}

/** Only what programs need: neither a developer's AWS credentials nor MiniStack's own options get through. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH = "", HOME, LANG } = process.env;
  const nodeFirst = [dirname(process.execPath), PATH].join(delimiter); // Lambda functions run on this Node.js
  return { PATH: nodeFirst, HOME, LANG, PYTHONDONTWRITEBYTECODE: "1" };
}

function emulator(state: EmulatorState, folder: string): Emulator {
  return {
    ...state,
    log: logFile(folder),
    stop: async () => {
      await stopGroup(state.pid);
      rmSync(stateFile(folder), { force: true });
      rmSync(temporaryFolder(folder), { recursive: true, force: true });
    },
    reset: async () => {
      const response = await fetch(`${state.endpoint}/_ministack/reset`, { method: "POST" });
      if (!response.ok)
        throw new LocalAwsError(`the local AWS refused the reset with status ${response.status}`);
    },
  };
}

function writeState(folder: string, state: EmulatorState): void {
  const file = stateFile(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

const stateFile = (folder: string): string => join(folder, "state.json");
const logFile = (folder: string): string => join(folder, "log");
const temporaryFolder = (folder: string): string => join(folder, "tmp");
