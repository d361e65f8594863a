import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";
import { z } from "zod";

import { stackSchema } from "../config/stack-schema";
import { type Row, rowOf } from "./setting-row";
import { unwrapped } from "./setting-schema";

const page = join(__dirname, "..", "docs", "configuration.md");
const marker = "<!-- Written by `npm run docs` from the schema in `config/`. -->\n";

/** The page with its part on each setting as the schema is now. */
export async function currentPage(written: string, schema: z.ZodType = stackSchema): Promise<string> {
  const [intro = ""] = written.split(marker);
  const sections = new Set(sectionsOf("", schema).map(sectionText)); // what two forms of an object share comes once
  const text = [intro, marker, ...sections].join("");
  return format(text, { ...(await resolveConfig(page)), filepath: page });
}

/** The settings of one object. */
interface Section {
  /** Where the object stands, such as `services[].secrets[]`; empty for the stack itself. */
  path: string;
  description: string;
  rows: Row[];
}

/** The section of an object, and those of the objects in it. */
function sectionsOf(path: string, schema: z.ZodType): Section[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return objectSections(path, schema, inner);
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodType)
    return sectionsOf(`${path}[]`, inner.element);
  if (inner instanceof z.ZodRecord && inner.valueType instanceof z.ZodType)
    return sectionsOf(`${path}.<name>`, inner.valueType);
  if (inner instanceof z.ZodDiscriminatedUnion) return variantSections(path, inner);
  return [];
}

function objectSections(path: string, schema: z.ZodType, object: z.ZodObject): Section[] {
  const settings = Object.entries(object.shape).filter(
    (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
  );
  const within = (name: string) => (path === "" ? name : `${path}.${name}`);
  return [
    {
      path,
      description: schema.description ?? object.description ?? "",
      rows: settings.map(([name, setting]) => rowOf(name, setting)),
    },
    ...settings.flatMap(([name, setting]) => sectionsOf(within(name), setting)),
  ];
}

/** One section for each form that an object may have, named by the setting that tells them apart. */
function variantSections(path: string, union: z.ZodDiscriminatedUnion): Section[] {
  const { discriminator } = union.def;
  return union.options.flatMap((option) => {
    if (!(option instanceof z.ZodObject)) return [];
    const kind: unknown = option.shape[discriminator];
    const name = kind instanceof z.ZodLiteral ? String(kind.value) : "";
    const [own, ...others] = objectSections(path, option, option);
    return own === undefined ? [] : [{ ...own, path: `${path} with ${discriminator}: ${name}` }, ...others];
  });
}

function sectionText({ path, description, rows }: Section): string {
  const heading = path === "" ? "" : `\n## ${path.replaceAll("<", "\\<")}\n`;
  const lines = rows.map(({ name, type, byDefault, meaning }) =>
    tableLine([`\`${name}\``, type, byDefault, meaning]),
  );
  return [
    heading,
    description === "" ? "" : `\n${prose(description)}\n`,
    `\n${tableLine(["Setting", "Type", "Default", "Meaning and rule"])}`,
    tableLine(["---", "---", "---", "---"]),
    ...lines,
  ].join("");
}

function tableLine(cells: string[]): string {
  return `| ${cells.map(prose).join(" | ")} |\n`;
}

/** Plain text, as Markdown in a table. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replace(/[<*_]/g, "\\$&")))
    .join("")
    .replaceAll("|", "\\|");
}

async function write(): Promise<void> {
  writeFileSync(page, await currentPage(readFileSync(page, "utf8")));
}

if (require.main === module) void write();
