import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { Command } from "commander";
import { z } from "zod";

import { pages } from "../support/documentation/pages";
import { fileText } from "../support/stack-files";

const load = createRequire(__filename);
const root = resolve(__dirname, "..", "..");
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(fileText("package.json")));

/** The commands of `npm run secrets`, by name. */
function operatorsCommands(): Map<string, Command> {
  const folder = join(root, "operations", "commands");
  const commands = new Map<string, Command>();
  for (const file of readdirSync(folder)) {
    const exported: unknown = load(join(folder, file));
    for (const make of Object.values(z.record(z.string(), z.unknown()).parse(exported))) {
      if (typeof make !== "function" || !make.name.endsWith("Command")) continue;
      const made: unknown = make();
      if (made instanceof Command) commands.set(made.name(), made);
    }
  }
  return commands;
}

/** Every command of npm in the pages, in blocks and in sentences: its script, and what it is given. */
function npmCommands(text: string): { script: string; args: string[] }[] {
  return [...text.matchAll(/npm run (?:-s )?([\w:-]+)(?: -- ([^`|#\n]*))?/g)].map(
    ([, script = "", rest = ""]) => ({
      script,
      args: rest.split(/ (?:>|<|2>|&&|;) ?| {2}/)[0]?.split(" ") ?? [],
    }),
  );
}

describe("the commands that the documentation names", () => {
  it("are scripts of the project", () => {
    const unknown = pages().flatMap((page) =>
      npmCommands(fileText(page)).flatMap(({ script }) =>
        script in scripts ? [] : [`${page}: npm run ${script}`],
      ),
    );
    assert.deepEqual(unknown, []);
  });

  it("are commands of the operator's tool, with options that they have", () => {
    const commands = operatorsCommands();
    assert.ok(commands.has("status") && commands.has("set"));
    const unknown = pages().flatMap((page) =>
      npmCommands(fileText(page)).flatMap(({ script, args: [name = "", ...args] }) => {
        if (script !== "secrets" || !/^[a-z]/.test(name)) return [];
        const command = commands.get(name);
        if (command === undefined) return [`${page}: secrets ${name}`];
        const known = ["--help", ...command.options.flatMap(({ long, short }) => [long, short])];
        const wrong = args.filter((arg) => /^--?[a-z]/.test(arg) && !known.includes(arg));
        return wrong.map((arg) => `${page}: secrets ${name} ${arg}`);
      }),
    );
    assert.deepEqual(unknown, []);
  });

  it("are found with what they are given", () => {
    assert.deepEqual(npmCommands("`npm run -s secrets -- set a --env test < key.txt`\nnpm run docs\n"), [
      { script: "secrets", args: ["set", "a", "--env", "test"] },
      { script: "docs", args: [""] },
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
