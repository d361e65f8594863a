import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { detectSecret } from "../policy-pack/secret-detector";
import { secretText } from "./support/secret-text";

const root = resolve(__dirname, "..");

/** `<file>:<line>` of each line in which the policy pack's detector is sure of a credential. */
function credentialsIn(file: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const place = `${file}:${index + 1}`;
    return detectSecret({ place, text: line })?.confidence === "high" ? [place] : [];
  });
}

describe("the repository", () => {
  it("holds no credential in any tracked file", () => {
    const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
    assert.ok(files.includes("README.md"));
    const found = files.flatMap((file) => credentialsIn(file, readFileSync(resolve(root, file), "utf8")));
    assert.deepEqual(found, []);
  });

  it("would be seen to hold one", () => {
    const password = secretText(randomBytes(12).toString("hex"));
    assert.deepEqual(credentialsIn("a.yaml", `first\nuri: mongodb://user:${password}@host/db\n`), [
      "a.yaml:2",
    ]);
  });
});
