import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { preparePython } from "../../../local/aws/python";

const project = resolve(__dirname, "..", "..", "..");
const localFolder = join(project, "local");
const run = promisify(execFile);

describe("emulator: the check of what it builds on", () => {
  it("stops the start with one line when a function that is replaced is gone", async () => {
    await assert.rejects(startAfter("del ministack.services.secretsmanager._rotate_secret"), {
      code: 1,
      stderr:
        "emulator/rotation.py does not fit this MiniStack: ministack.services.secretsmanager._rotate_secret is gone\n",
    });
  });

  it("stops the start with one line when such a function takes other parameters", async () => {
    await assert.rejects(
      startAfter("ministack.services.secretsmanager._rotate_secret = lambda request: None"),
      {
        code: 1,
        stderr:
          "emulator/rotation.py does not fit this MiniStack: ministack.services.secretsmanager._rotate_secret " +
          "takes (request), expected (data)\n",
      },
    );
  });

  it("stops the start with one line when MiniStack is of another version", async () => {
    await assert.rejects(startAfter("importlib.metadata.version = lambda name: '1.5.34'"), {
      code: 1,
      stderr: new RegExp(
        "^the overlay is written for MiniStack 1\\.5\\.33, found 1\\.5\\.34: pip install -r .+\n$",
      ),
    });
  });

  /** Starts the emulator after a change to MiniStack. */
  async function startAfter(change: string): Promise<unknown> {
    const program = [
      "import sys, importlib.metadata",
      `sys.path.insert(0, ${JSON.stringify(localFolder)})`,
      "import logging; logging.disable()",
      "import ministack.services.secretsmanager",
      change,
      "import runpy",
      `sys.argv = ["emulator.py", "--port", "1"]`,
      `runpy.run_path(${JSON.stringify(join(localFolder, "emulator.py"))}, run_name="__main__")`,
    ].join("\n");
    const { command, environment } = await preparePython(
      join(project, ".local", "emulator"),
      () => undefined,
    );
    const env = { ...process.env, ...environment, PYTHONDONTWRITEBYTECODE: "1" };
    return run(command, ["-c", program], { env, timeout: 20_000 });
  }
});
