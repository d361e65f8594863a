import assert from "node:assert/strict";
import { join } from "node:path";

import { projectFolder } from "../../policy-pack/project-folder";
import { inFolder } from "./built-service";

const files = {
  "a/Pulumi.yaml": "# web\nname: a\nruntime: nodejs\n",
  "a/policy-pack/PulumiPolicy.yaml": "",
  "b/Pulumi.yaml": 'runtime: nodejs\nname: "b"\n',
  "b/a/Pulumi.yaml": "name: a\n",
};

describe("projectFolder", () => {
  it("is the first one upwards whose Pulumi.yaml names the project", () =>
    inFolder(files, (folder) => {
      const found = (project: string, ...places: string[]) =>
        projectFolder(
          project,
          places.map((place) => join(folder, place)),
        );
      assert.equal(found("a", "a/policy-pack"), join(folder, "a"));
      assert.equal(found("a", "a"), join(folder, "a"));
      assert.equal(found("b", "b/a/x"), join(folder, "b"));
      assert.equal(found("a", "nowhere", "b/a", "a"), join(folder, "b/a"));
      assert.equal(found("c", "a", "b/a"), undefined);
      assert.equal(found("a", "b"), undefined);
      assert.equal(found("a"), undefined);
    }));
});
