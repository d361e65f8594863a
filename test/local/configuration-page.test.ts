import assert from "node:assert/strict";

import { z } from "zod";

import { currentPage } from "../../local/configuration-page";
import { fileText } from "../support/stack-files";

describe("docs/configuration.md", function () {
  this.timeout(120_000);

  it("describes the settings as they are: otherwise run `npm run docs`", async () => {
    const page = fileText("docs/configuration.md");
    assert.equal(page, await currentPage(page));
  });
});

describe("currentPage", () => {
  const marker = "<!-- Written by `npm run docs` from the schema in `config/`. -->\n";
  const rows = async (schema: z.ZodType) => {
    const page = await currentPage(marker, schema);
    const lines = page.split("\n").filter((line) => /^(## |\| (?!Setting|-))/.test(line));
    return lines.map((line) => line.replace(/ +/g, " ").trim());
  };

  it("keeps what stands before the marker and replaces what stands behind it", async () => {
    const page = await currentPage(`# Title\n\n${marker}\n## gone\n`, z.strictObject({ a: z.boolean() }));
    assert.match(page, /^# Title\n\n<!-- .* -->\n\n\| Setting \| Type +\| Default +\| Meaning and rule \|\n/);
    assert.doesNotMatch(page, /gone/);
  });

  it("has type, unit, limits, default, meaning and rule of each setting", async () => {
    const schema = z.strictObject({
      name: z.string().min(2).max(40).describe("What it is called."),
      window: z.int().min(2).max(9).optional().describe("Days to wait. Default 7 in prod, else 2."),
      cpu: z
        .int()
        .refine((cpu) => cpu === 256, "must be 256")
        .describe("Task CPU in units; many."),
      share: z.int().min(1).default(60).describe("Share in percent. Default 60."),
      kind: z.enum(["a_b", "c"]).default("c").describe("Of which kind."),
      period: z.literal([60, 300]),
      tags: z.record(z.string(), z.string()).default({}).describe("Any | of them <b>."),
      ports: z.array(z.string().regex(/x/, "must be x")).min(1).describe("Which ones."),
      on: z.boolean().default(true),
    });
    assert.deepEqual(await rows(schema), [
      "| `name` | text, 2 to 40 characters | required | What it is called. |",
      "| `window` | whole number of days, 2 to 9 | 7 in prod, else 2 | Days to wait. |",
      "| `cpu` | whole number of CPU units | required | Task CPU in units; many. Must be 256. |",
      "| `share` | whole number of percent, at least 1 | `60` | Share in percent. |",
      '| `kind` | `a_b`, `c` | `"c"` | Of which kind. |',
      "| `period` | `60`, `300` | required | |",
      "| `tags` | text by name | `{}` | Any \\| of them \\<b>. |",
      "| `ports` | list of text | required | Which ones. Each must be x. |",
      "| `on` | true or false | `true` | |",
    ]);
  });

  it("has a section for each object, in lists and by name, and for each form that one may have", async () => {
    const shared = z.strictObject({ d: z.boolean() });
    const form = (kind: string) =>
      z.strictObject({ kind: z.literal(kind), [`of${kind}`]: z.boolean(), shared });
    const schema = z.strictObject({
      one: z.strictObject({ a: z.boolean() }).prefault({ a: true }),
      many: z.array(z.strictObject({ b: z.boolean() })).default([]),
      named: z.record(z.string(), z.strictObject({ c: z.boolean() })).optional(),
      forms: z.discriminatedUnion("kind", [form("X"), form("Y")]),
    });
    assert.deepEqual(await rows(schema), [
      "| `one` | object | as below | |",
      "| `many` | list of object | `[]` | |",
      "| `named` | object by name | none | |",
      "| `forms` | object, by its kind | required | |",
      "## one",
      "| `a` | true or false | required | |",
      "## many[]",
      "| `b` | true or false | required | |",
      "## named.\\<name>",
      "| `c` | true or false | required | |",
      "## forms with kind: X",
      "| `kind` | `X` | required | |",
      "| `ofX` | true or false | required | |",
      "| `shared` | object | required | |",
      "## forms.shared",
      "| `d` | true or false | required | |",
      "## forms with kind: Y",
      "| `kind` | `Y` | required | |",
      "| `ofY` | true or false | required | |",
      "| `shared` | object | required | |",
    ]);
  });
});
