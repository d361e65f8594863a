import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

import { changedStacks } from "../../../local/delivery/changed-stacks";

const root = resolve(__dirname, "..", "..", "..");
const all = ["prod", "stage", "test"];

describe("changedStacks", () => {
  const cases: [files: string[], stacks: string[]][] = [
    [[], []],
    [["Pulumi.prod.yaml"], ["prod"]],
    [
      ["Pulumi.test.yaml", "Pulumi.stage.yaml", "README.md"],
      ["stage", "test"],
    ],
    [["components/environment.ts"], all],
    [["policy-pack/policies/kms-key-rotates.ts", "Pulumi.test.yaml"], all],
    [["package-lock.json"], all],
    [["Pulumi.yaml"], all],
    [[".github/workflows/deploy.yml"], all],
    [["a-file-that-nobody-knows"], all],
    [["docs/policies.md", "README.md", "LICENSE", "test/naming.test.ts", "operations/secrets.ts"], []],
    [["bin/secrets.mjs"], []],
    [["Pulumi.prod.deploy.yaml"], []],
    [["components/README.md"], all],
  ];
  for (const [files, stacks] of cases) {
    it(`takes ${files.join(", ") || "no file"} to concern ${stacks.join(", ") || "no stack"}`, () => {
      assert.deepEqual(changedStacks(files), stacks);
    });
  }

  it("is what npm run changed-stacks prints", () => {
    const printed = execFileSync("npm", ["run", "-s", "changed-stacks"], {
      cwd: root,
      encoding: "utf8",
      input: "Pulumi.prod.yaml\ndocs/access.md\n",
    });
    assert.equal(printed, '["prod"]\n');
  });
});
