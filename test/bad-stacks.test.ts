import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

import { analyze } from "../local/offline/analyze";
import { record, type Recording } from "../local/offline/recorder";
import { policies } from "../policy-pack/policies/index";
import { inFolder } from "./policy-pack/built-service";
import { badStacks } from "./policy-pack/stacks/bad/index";
import { type BadStack, guidelines } from "./policy-pack/stacks/stack";
import { recordStack } from "./support/whole-stack";

const project = resolve(__dirname, "..");

/** The mandatory violations at the first preview of a stack, as `<policy>: <message>`. */
async function refusals(stack: BadStack): Promise<string[]> {
  if ("program" in stack)
    return mandatory(await record(stack.program, { preview: true, stack: "prod", project: "other-stacks" }));
  return inFolder(stack.files?.() ?? {}, async (folder) => {
    const changes = stack.changes(relative(project, folder));
    return mandatory(await recordStack("prod", { changes, preview: true }));
  });
}

async function mandatory(recording: Recording<unknown>): Promise<string[]> {
  const violations = await analyze(policies, recording);
  return violations.flatMap(({ enforcementLevel, policy, message }) =>
    enforcementLevel === "mandatory" ? [`${policy}: ${message}`] : [],
  );
}

describe("bad stacks", () => {
  it("are all of the folder, at least 25", () => {
    const folder = dirname(require.resolve("./policy-pack/stacks/bad/index"));
    const files = readdirSync(folder).filter((file) => file !== "index.ts");
    assert.deepEqual(
      Object.keys(badStacks).map((name) => `${name}.ts`),
      files.sort(),
    );
    assert.ok(files.length >= 25);
  });

  it("break each guideline, and each policy but those on exceptions refuses one", () => {
    const stacks = Object.values(badStacks);
    assert.deepEqual(new Set(stacks.map(({ guideline }) => guideline)), new Set(guidelines));
    const refusing = new Set(stacks.flatMap(({ refusedBy }) => refusedBy));
    assert.deepEqual(
      policies.map(({ name }) => name).filter((name) => !refusing.has(name)),
      ["policy-exceptions-are-in-force"],
    );
  });

  for (const [name, stack] of Object.entries(badStacks)) {
    it(`${name} is refused at first preview by ${stack.refusedBy.join(" and ")}, and by no other policy`, async () => {
      const refused = await refusals(stack);
      const names = new Set(refused.map((line) => line.split(":")[0]));
      assert.deepEqual([...names].sort(), stack.refusedBy, refused.join("\n"));
    });
  }
});
