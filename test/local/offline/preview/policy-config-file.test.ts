import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { InputError } from "../../../../local/offline/input-error";
import { readPolicyConfig } from "../../../../local/offline/preview/policy-config-file";

describe("readPolicyConfig", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "policy-config-"));
    file = join(folder, "policies.json");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("reads levels and settings", () => {
    const config = { all: "advisory", "one-policy": { enforcementLevel: "mandatory", limit: 5 } };
    writeFileSync(file, JSON.stringify(config));
    assert.deepEqual(readPolicyConfig(file), config);
  });

  it("refuses a level that does not exist", () => {
    writeFileSync(file, '{"one-policy": "fatal"}');
    assert.throws(
      () => readPolicyConfig(file),
      new InputError(
        `${file}: one-policy must be advisory, mandatory, remediate or disabled, or an object of settings`,
      ),
    );
  });
});
