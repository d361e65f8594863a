import assert from "node:assert/strict";

import { z } from "zod";

import { formatProblem } from "../../config/problems";
import { schemaProblems } from "../../config/schema-problems";

function problemsOf(schema: z.ZodType, input: unknown): string[] {
  const { error } = schema.safeParse(input);
  assert.ok(error);
  return schemaProblems(error, schema, input).map(formatProblem);
}

const object = 'must be an object, written as lines of "name: value"';
const list = 'must be a list, written as lines that start with "- "';

describe("schemaProblems", () => {
  const cases: [title: string, schema: z.ZodType, value: unknown, rule: string][] = [
    ["a number for text", z.string(), 5, "must be text: put it in quotes (got 5)"],
    ["a switch for text", z.string(), true, "must be text: put it in quotes (got true)"],
    ["an object for text", z.string(), {}, "must be text (got an object)"],
    ["text for a number", z.number(), "five", 'must be a number (got "five")'],
    ["a number in quotes", z.number(), "-5.5", 'must be a number: remove the quotes (got "-5.5")'],
    ["a part of a whole", z.int(), 0.5, "must be a whole number (got 0.5)"],
    ["text for a switch", z.boolean(), "no", 'must be true or false (got "no")'],
    ["a switch in quotes", z.boolean(), "false", 'must be true or false: remove the quotes (got "false")'],
    ["text for an object", z.strictObject({}), "x", object],
    ["a list for an object", z.strictObject({}), [], `${object} (got a list of 0)`],
    ["a number for a record", z.record(z.string(), z.string()), 5, `${object} (got 5)`],
    ["an object for a list", z.array(z.string()), {}, `${list} (got an object)`],
    ["text for a list", z.array(z.string()), "x", list],
    ["a type that has no everyday name", z.bigint(), 5, "must be bigint (got 5)"],
    ["too small a number", z.int().min(2), 1, "must be at least 2 (got 1)"],
    ["too large a number", z.int().max(2), 3, "must be at most 2 (got 3)"],
    ["too short a text", z.string().min(1), "", 'must have at least 1 character (got "")'],
    ["too long a text", z.string().max(2), "abc", 'must have at most 2 characters (got "abc")'],
    ["too few entries", z.array(z.string()).min(1), [], "must have at least 1 entry (got a list of 0)"],
    ["too many entries", z.array(z.int()).max(2), [1, 2, 3], "must have at most 2 entries (got a list of 3)"],
    ["another than one of these", z.enum(["a", "b"]), "c", 'must be one of "a", "b" (got "c")'],
    ["another pattern", z.string().regex(/^a/, "must be an a"), "c", 'must be an a (got "c")'],
    ["a refusal of its own", z.int().refine(() => false, "must be odd"), 2, "must be odd (got 2)"],
    [
      "none of a union",
      z.union([z.int(), z.boolean()], "must be this or that"),
      "x",
      'must be this or that (got "x")',
    ],
    ["nothing", z.string().describe("What it is."), undefined, "is missing: set it (What it is)"],
    ["nothing that is described", z.string(), undefined, "is missing: set it"],
    ["null", z.string().describe("What it is."), null, "is empty: set it (What it is)"],
    ["null for what is optional", z.string().optional(), null, "is empty: set it or remove it"],
    [
      "null for what has a default",
      z.string().default("a").describe("A."),
      null,
      "is empty: set it or remove it (A)",
    ],
  ];
  for (const [title, schema, value, rule] of cases) {
    it(`explains ${title}`, () => {
      assert.deepEqual(problemsOf(z.strictObject({ setting: schema }), { setting: value }), [
        `setting ${rule}`,
      ]);
    });
  }

  it("explains each unknown setting by those that there are, at any depth", () => {
    const inner = z.strictObject({ port: z.int(), protocol: z.string().optional() });
    const schema = z.strictObject({
      list: z.array(inner).default([]),
      record: z.record(z.string(), inner).optional(),
    });
    const input = { list: [{ port: 1, prot: 2 }], record: { a: { port: 1, host: "x", protocl: "x" } } };
    assert.deepEqual(problemsOf(schema, input), [
      "list[0].prot is not a setting: did you mean port?",
      "record.a.host is not a setting: remove it, or use one of port, protocol",
      "record.a.protocl is not a setting: did you mean protocol?",
    ]);
  });

  it("knows the settings of every option of a union", () => {
    const schema = z.strictObject({
      key: z.discriminatedUnion("source", [
        z.strictObject({ source: z.literal("generated"), length: z.int() }),
        z.strictObject({ source: z.literal("supplied") }),
      ]),
    });
    assert.deepEqual(problemsOf(schema, { key: { source: "supplied", length: 5, len: 5 } }), [
      "key.length does not go with the settings beside it: remove it",
      "key.len is not a setting: remove it, or use one of source, length",
    ]);
  });
});
