import assert from "node:assert/strict";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installFailure, isRecentEnough, preparePython } from "../../../local/aws/python";

const requirements = join(__dirname, "..", "..", "..", "local", "emulator", "requirements.txt");

describe("isRecentEnough", () => {
  it("takes Python 3.10 and later, compared by number", () => {
    const versions = ["2.7", "3.9", "3.10", "3.11", "4.0"];
    assert.deepEqual(versions.filter(isRecentEnough), ["3.10", "3.11", "4.0"]);
  });
});

describe("installFailure", () => {
  it("says what to install where Python has no pip", () => {
    assert.equal(
      installFailure("Command failed: python3 -m pip install\n/usr/bin/python3: No module named pip\n"),
      "this Python has neither venv nor pip: install them (on Debian and Ubuntu: apt install python3-venv python3-pip)",
    );
  });

  it("repeats pip's last error, or its last line", () => {
    const pip =
      "WARNING: retrying\nERROR: no versions\nERROR: No matching distribution found for ministack==1.5.33\n";
    assert.equal(
      installFailure(pip),
      "installing MiniStack failed: ERROR: No matching distribution found for ministack==1.5.33",
    );
    assert.equal(installFailure("one\nspawn ENOMEM\n"), "installing MiniStack failed: spawn ENOMEM");
  });
});

describe("preparePython", () => {
  const { PYTHON } = process.env;
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "python-"))));
  afterEach(() => {
    if (PYTHON === undefined) delete process.env.PYTHON;
    else process.env.PYTHON = PYTHON;
    rmSync(folder, { recursive: true });
  });

  it("says what it found when Python is missing or too old", async () => {
    process.env.PYTHON = join(folder, "python");
    const needs = "the local AWS needs Python 3.10 or later";
    await assert.rejects(
      preparePython(folder, () => undefined),
      {
        name: "LocalAwsError",
        message: `${needs}, found no ${process.env.PYTHON}: install it, or name one in PYTHON`,
      },
    );
    fakePython("echo 3.9");
    await assert.rejects(
      preparePython(folder, () => undefined),
      {
        name: "LocalAwsError",
        message: `${needs}, ${process.env.PYTHON} is 3.9: install it, or name one in PYTHON`,
      },
    );
  });

  it("installs into a folder of packages where Python can't make a virtual environment", async () => {
    const calls = join(folder, "calls");
    fakePython(
      `case "$*" in`,
      `  *version_info*) echo 3.11 ;;`,
      `  "-m venv "*) mkdir -p "$3"; exit 1 ;;`,
      `  *) echo "$*" >> ${calls}; mkdir -p ${folder}/site-packages ;;`,
      `esac`,
    );
    const said: string[] = [];
    const first = await preparePython(folder, (line) => said.push(line));
    const second = await preparePython(folder, (line) => said.push(line));
    const packages = join(folder, "site-packages");
    assert.deepEqual(first, { command: process.env.PYTHON, environment: { PYTHONPATH: packages } });
    assert.deepEqual(second, first);
    assert.deepEqual(said, ["setting up the local AWS: this is done once and takes about 10 seconds"]);
    assert.deepEqual(readFileSync(calls, "utf8").trim().split("\n"), [
      `-m pip install --quiet --disable-pip-version-check --no-input --no-deps --target ${packages} ` +
        `--requirement ${requirements}`,
    ]);
    assert.equal(existsSync(join(folder, "venv")), false);
  });

  it("installs again after a change of the requirements, and leaves a failed installation incomplete", async () => {
    fakePython(
      `case "$*" in`,
      `  *version_info*) echo 3.11 ;;`,
      `  "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;`,
      `  *) echo "ERROR: no network" >&2; exit 1 ;;`,
      `esac`,
    );
    const fails = { name: "LocalAwsError", message: "installing MiniStack failed: ERROR: no network" };
    await assert.rejects(
      preparePython(folder, () => undefined),
      fails,
    );
    const installed = join(folder, "venv", "requirements.txt");
    assert.equal(existsSync(installed), false);
    cpSync(requirements, installed);
    const command = join(folder, "venv", "bin", "python");
    assert.deepEqual(await preparePython(folder, () => undefined), { command, environment: {} });
    writeFileSync(installed, "ministack==1.0.0\n");
    await assert.rejects(
      preparePython(folder, () => undefined),
      fails,
    );
  });

  function fakePython(...script: string[]): void {
    const file = join(folder, "python");
    writeFileSync(file, ["#!/bin/sh", ...script, ""].join("\n"));
    chmodSync(file, 0o755);
    process.env.PYTHON = file;
  }
});
