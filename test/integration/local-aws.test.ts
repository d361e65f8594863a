import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  CreateSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { commandLineOf, isEmulator } from "../../local/aws/process";
import { clientOptions, eventually, uniqueName } from "../support/local-aws";

const project = resolve(__dirname, "..", "..");
const statusSchema = z.object({
  status: z.string(),
  endpoint: z.string().optional(),
  pid: z.number().optional(),
});
const startedSchema = z.object({ pid: z.number(), port: z.number() });

/** In a copy of the project, so that no test meets the emulator that a developer is working with. */
describe("npm run local", () => {
  let copy: string;
  before(() => {
    copy = mkdtempSync(join(tmpdir(), "project-"));
    cpSync(join(project, "local"), join(copy, "local"), { recursive: true });
    cpSync(join(project, "tsconfig.json"), join(copy, "tsconfig.json"));
    symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
    mkdirSync(join(copy, ".local", "emulator"), { recursive: true });
    symlinkSync(join(project, ".local", "emulator", "venv"), join(copy, ".local", "emulator", "venv"));
  });
  after(async () => {
    await local("stop");
    rmSync(copy, { recursive: true });
  });

  it("says that nothing runs, and exits with 3 from status and 0 from stop", async () => {
    assert.deepEqual(await local("status"), {
      code: 3,
      stdout: "The local AWS is stopped. Start it: npm run local -- start\n",
      stderr: "",
    });
    assert.deepEqual(await local("stop"), {
      code: 0,
      stdout: "The local AWS was not running.\n",
      stderr: "",
    });
    assert.deepEqual(await local("reset"), {
      code: 1,
      stdout: "",
      stderr: "the local AWS is not running: npm run local -- start\n",
    });
  });

  it("starts one emulator, whoever asks and how often", async () => {
    const [first, second] = await Promise.all([local("start", "--json"), local("start", "--json")]);
    const third = await local("start", "--json");
    assert.deepEqual([first.code, second.code, third.code], [0, 0, 0]);
    assert.equal(third.stderr, "the local AWS is already running\n");
    const pids = [first, second, third].map(({ stdout }) => statusOf(stdout).pid);
    assert.deepEqual(pids, [pids[0], pids[0], pids[0]]);
    const status = await local("status", "--json");
    assert.equal(status.code, 0);
    assert.deepEqual([statusOf(status.stdout).status, statusOf(status.stdout).pid], ["running", pids[0]]);
  });

  it("empties the emulator in place", async () => {
    const { endpoint = "" } = statusOf((await local("status", "--json")).stdout);
    const secretsManager = new SecretsManagerClient({ ...clientOptions(), endpoint });
    await secretsManager.send(new CreateSecretCommand({ Name: uniqueName("orders") }));
    assert.equal((await local("reset")).stdout, "The local AWS is empty again.\n");
    assert.deepEqual((await secretsManager.send(new ListSecretsCommand({}))).SecretList, []);
  });

  it("stops the emulator and removes its temporary files, not its log", async () => {
    assert.equal((await local("stop")).stdout, "The local AWS is stopped.\n");
    assert.equal((await local("status")).code, 3);
    assert.deepEqual(readdirSync(join(copy, ".local", "emulator")).sort(), ["log", "venv"]);
    assert.match(
      readFileSync(join(copy, ".local", "emulator", "log"), "utf8"),
      /Running on http:\/\/127\.0\.0\.1:/,
    );
  });

  it("does not take a process that has got the emulator's id for the emulator", async () => {
    const state = {
      pid: process.pid,
      port: 1,
      endpoint: "http://localhost:1",
      startedAt: new Date().toISOString(),
    };
    writeFileSync(join(copy, ".local", "emulator", "state.json"), JSON.stringify(state));
    assert.equal((await local("stop")).stdout, "The local AWS was not running.\n");
    assert.equal((await local("status")).code, 3);
  });

  function local(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const command = ["-r", "ts-node/register/transpile-only", "local/aws.ts", ...words];
    return new Promise((done) => {
      execFile(process.execPath, command, { cwd: copy }, (error, stdout, stderr) => {
        done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      });
    });
  }

  const statusOf = (stdout: string) => statusSchema.parse(JSON.parse(stdout));
});

describe("a private emulator", () => {
  it("ends with the process that started it, even if that is killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "private-"));
    const script = `
      const { startEmulator } = require(${JSON.stringify(join(project, "local", "aws", "emulator"))});
      startEmulator({ privateFolder: ${JSON.stringify(folder)} })
        .then(({ pid, port }) => console.log(JSON.stringify({ pid, port })));
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
      cwd: project,
    });
    const [output] = (await once(parent.stdout, "data")).map(String);
    const { pid, port } = startedSchema.parse(JSON.parse(output ?? ""));
    assert.equal(isEmulator(commandLineOf(pid), port), true);
    parent.kill("SIGKILL");
    await eventually(() => Promise.resolve(isEmulator(commandLineOf(pid), port) ? undefined : true));
    rmSync(folder, { recursive: true });
  });
});
