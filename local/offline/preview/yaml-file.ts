import { existsSync, readFileSync } from "node:fs";

import { LineCounter, parseDocument } from "yaml";
import { type z } from "zod";

import { InputError } from "../input-error";

/**
 * Reads a YAML file and checks its form.
 *
 * @throws InputError that names the file, and the line of a syntax error or the path of a wrong value.
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  if (!existsSync(path)) throw new InputError(`there is no file ${path}`);
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new InputError(`${path}:${line}:${col}: ${error.message}`);
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = [...(issue?.path ?? []).slice(0, 1), issue?.message ?? "is wrong"].join(" ");
  throw new InputError(`${path}: ${message}`);
}
