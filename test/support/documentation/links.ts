import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { proseOf } from "./pages";

const root = resolve(__dirname, "..", "..", "..");

/** The targets of a Markdown text's links, pictures and plain addresses. */
export function linkTargets(prose: string): string[] {
  const text = prose.replace(/`[^`\n]*`/g, "``");
  return [/\]\(([^)\s]+)\)/g, /^\[[^\]]+\]: (\S+)$/gm, /<(https?:[^>\s]*)>/g].flatMap((form) =>
    [...text.matchAll(form)].map(([, target = ""]) => target),
  );
}

/** What is wrong with a link of a page; `undefined` for a good one. Addresses of other sites are checked for their form only. */
export function problemOf(target: string, page: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return addressProblem(target);
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : relative(root, resolve(root, dirname(page), path));
  if (file.startsWith("..")) return `leads out of the repository: ${file}`;
  if (!existsSync(join(root, file))) return `no such file: ${file}`;
  if (anchor === undefined || statSync(join(root, file)).isDirectory()) return undefined;
  return anchorsOf(proseOf(file)).includes(anchor) ? undefined : `${file} has no heading #${anchor}`;
}

function addressProblem(address: string): string | undefined {
  if (!URL.canParse(address)) return "no address";
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:") return `not https: ${protocol}`;
  return hostname.includes(".") ? undefined : `no public host: ${hostname}`;
}

/** The anchors of a page's headings, as GitHub names them. */
export function anchorsOf(prose: string): string[] {
  const seen = new Map<string, number>();
  return [...prose.matchAll(/^#{1,6} +(.*?) *#*$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
      .replaceAll(" ", "-");
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}
