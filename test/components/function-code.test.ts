import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { functionCode } from "../../components/function-code";

describe("functionCode", function () {
  this.timeout(30_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "function-code-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("makes the rotation-age function one file that runs without any package, and does nothing where there is no secret", () => {
    writeFileSync(join(folder, "index.js"), functionCode("rotation-age"));
    const script = 'require("./index.js").handler().then(() => console.log("done"))';
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: "eu-west-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
    assert.equal(
      execFileSync(process.execPath, ["-e", script], { cwd: folder, env, encoding: "utf8" }),
      "done\n",
    );
  });
});
