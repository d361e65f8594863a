import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { fileText } from "../stack-files";

const root = resolve(__dirname, "..", "..", "..");

/** The repository's pages: Markdown files at its root and below `docs/`, by their path from the root. */
export function pages(): string[] {
  const below = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" });
  const files = [...readdirSync(root), ...below.map((file) => `docs/${file}`)];
  return files.filter((file) => file.endsWith(".md")).sort();
}

/** A fenced block of a page. */
export interface Fence {
  page: string;
  /** Line of the opening fence, from 1. */
  line: number;
  /** What stands behind the opening fence, such as `console aws`. */
  info: string;
  lines: string[];
}

/** The fenced blocks of a page, those in lists too. */
export function fencesOf(page: string, text = fileText(page)): Fence[] {
  const fences: Fence[] = [];
  let open: Fence | undefined;
  let indent = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const [fence, spaces = "", info = ""] = /^( *)```(.*)$/.exec(line) ?? [];
    if (fence === undefined) open?.lines.push(line.slice(indent));
    else if (open === undefined) {
      open = { page, line: index + 1, info: info.trim(), lines: [] };
      indent = spaces.length;
    } else {
      fences.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${page}:${open.line}: the fence is not closed`);
  return fences;
}

/** A page's text without its fenced blocks, in whose place are empty lines. */
export function proseOf(page: string): string {
  let fenced = false;
  return fileText(page)
    .split("\n")
    .map((line) => {
      const isFence = /^ *```/.test(line);
      if (isFence) fenced = !fenced;
      return isFence || fenced ? "" : line;
    })
    .join("\n");
}
