import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { z } from "zod";

import { operatorsCommands } from "../support/documentation/operators-commands";
import { pages } from "../support/documentation/pages";
import { fileText } from "../support/stack-files";

const root = resolve(__dirname, "..", "..");
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(fileText("package.json")));

/** The scripts that a page runs by npm, in blocks and in sentences. */
function scriptsIn(text: string): string[] {
  return [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script = ""]) => script);
}

/** The commands of `secrets` in a page, each with the options that it is given. */
function operatorsCommandsIn(text: string): { name: string; options: string[] }[] {
  const form = /(?:npm run (?:-s )?secrets -- |(?:`|\$ |npx )secrets )([a-z]+)([^`|#\n<>&;]*)/g;
  return [...text.matchAll(form)].map(([, name = "", rest = ""]) => ({
    name,
    options: [...rest.matchAll(/(?<= )--?[a-z][\w-]*/g)].map(([option]) => option),
  }));
}

describe("the commands that the documentation names", () => {
  it("are scripts of the project", () => {
    const unknown = pages().flatMap((page) =>
      scriptsIn(fileText(page)).flatMap((script) =>
        script in scripts ? [] : [`${page}: npm run ${script}`],
      ),
    );
    assert.deepEqual(unknown, []);
  });

  it("are commands of the operator's tool, with options that they have", function () {
    this.timeout(120_000);
    const commands = operatorsCommands();
    assert.ok(commands.has("status") && commands.has("set"));
    const unknown = pages().flatMap((page) =>
      operatorsCommandsIn(fileText(page)).flatMap(({ name, options }) => {
        const command = commands.get(name);
        if (command === undefined) return [`${page}: secrets ${name}`];
        const known = ["--help", ...command.options.flatMap(({ long, short }) => [long, short])];
        return options.flatMap((option) =>
          known.includes(option) ? [] : [`${page}: secrets ${name} ${option}`],
        );
      }),
    );
    assert.deepEqual(unknown, []);
  });

  it("are found in blocks and sentences, with what they are given", () => {
    const text =
      "Say `secrets diff x --env test`, or:\nnpm run -s secrets -- set a -y --env test < key.txt\nnpm run docs\n";
    assert.deepEqual(scriptsIn(text), ["secrets", "docs"]);
    assert.deepEqual(operatorsCommandsIn(text), [
      { name: "diff", options: ["--env"] },
      { name: "set", options: ["-y", "--env"] },
    ]);
  });
});

describe("the files that the documentation names", () => {
  it("are there", () => {
    const folders = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && !/^(\.|node_modules$|coverage$)/.test(entry.name) ? [entry.name] : [],
    );
    const path = new RegExp(`\`((?:${folders.join("|")})/[\\w./-]*)\``, "g");
    const named = pages().flatMap((page) =>
      [...fileText(page).matchAll(path)].map(([, file = ""]) => ({ page, file })),
    );
    assert.ok(named.length > 20);
    const missing = named.filter(({ file }) => !existsSync(join(root, file)));
    assert.deepEqual(missing, []);
  });
});
