import { type Fence, fencesOf, pages } from "./pages";

/** A command of a page, and what the page says that it prints. */
export interface DocumentedCommand {
  command: string;
  output: string[];
}

/** Commands that a page shows one after the other in one shell, as a block `console`. */
export interface Session extends Fence {
  /**
   * What it needs beside this repository: nothing, the local AWS, the Pulumi CLI or an AWS account. What is `recorded` ran on the
   * local AWS at a state that only the tests of its commands bring about.
   */
  needs: "nothing" | "local-aws" | "recorded" | "engine" | "aws";
  commands: DocumentedCommand[];
}

const needs = new Map<string, Session["needs"]>([
  ["console", "nothing"],
  ["console local-aws", "local-aws"],
  ["console recorded", "recorded"],
  ["console engine", "engine"],
  ["console aws", "aws"],
]);

/** All sessions of the pages, in the order of the pages, and what is wrong with the others. */
export function documentedSessions(): { sessions: Session[]; problems: string[] } {
  const sessions: Session[] = [];
  const problems: string[] = [];
  for (const fence of pages().flatMap((page) => fencesOf(page))) {
    const session = sessionOf(fence);
    if (typeof session === "string") problems.push(session);
    else if (session !== undefined) sessions.push(session);
  }
  return { sessions, problems };
}

/** The session of a fenced block, or what is wrong with it; `undefined` for a block of another kind. */
export function sessionOf(fence: Fence): Session | string | undefined {
  if (!/^console\b/.test(fence.info)) return undefined;
  const place = `${fence.page}:${fence.line}`;
  const need = needs.get(fence.info);
  if (need === undefined) return `${place} is "${fence.info}": write one of ${[...needs.keys()].join(", ")}`;
  const commands: DocumentedCommand[] = [];
  for (const line of fence.lines) {
    const last = commands.at(-1);
    if (line.startsWith("$ ")) commands.push({ command: line.slice(2), output: [] });
    else if (last === undefined) return `${place} must begin with "$ " and a command`;
    else if (last.output.length === 0 && last.command.endsWith("\\")) last.command += `\n${line}`;
    else last.output.push(line);
  }
  return { ...fence, needs: need, commands };
}
