import { styleText } from "node:util";

import { runbookOf } from "./checks";
import { type Examination } from "./examine";
import { type Finding } from "./finding";

export interface TextOptions {
  /** Columns. */
  width: number;
  color: boolean;
}

/** The findings for people: problems first, then what could not be looked at; of what is well, the count. */
export function textReport({ environment, shared, services }: Examination, options: TextOptions): string {
  const groups = [
    ...services.map(({ service, findings }) => ({ title: service, findings })),
    { title: `shared by all of ${environment}`, findings: shared },
  ];
  return [
    ...groups.flatMap((group) => [...groupLines(group.title, group.findings, options), ""]),
    summary(groups),
  ].join("\n");
}

function groupLines(title: string, findings: readonly Finding[], options: TextOptions): string[] {
  const told = (["problem", "unknown"] as const).flatMap((verdict) =>
    findings.filter((finding) => finding.verdict === verdict),
  );
  const well = findings.filter(({ verdict }) => verdict === "ok").length;
  return [
    options.color ? styleText("bold", title, { validateStream: false }) : title,
    ...told.flatMap((finding) => findingLines(finding, options)),
    `  ${painted("ok", "ok".padEnd(7), options)} ${counted(well, "check")}`,
  ];
}

function findingLines(finding: Finding, options: TextOptions): string[] {
  const { check, subject, verdict, evidence, fix } = finding;
  const runbook = verdict === "problem" ? runbookOf(check) : undefined;
  const indent = " ".repeat(10);
  return [
    `  ${painted(verdict, verdict.padEnd(7), options)} ${check}: ${subject}`,
    ...wrapped(evidence, indent, options.width),
    ...(fix === undefined ? [] : wrapped(`fix: ${fix}`, indent, options.width)),
    ...(runbook === undefined ? [] : [`${indent}see: ${runbook}`]),
  ];
}

const styles = { ok: "green", problem: "red", unknown: "yellow" } as const;

function painted(verdict: Finding["verdict"], text: string, { color }: TextOptions): string {
  return color ? styleText(styles[verdict], text, { validateStream: false }) : text;
}

/** Lines of a text that break between words; a word that is longer than a line is left whole. */
export function wrapped(text: string, indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line !== indent && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line];
}

function summary(groups: readonly { findings: readonly Finding[] }[]): string {
  const all = groups.flatMap(({ findings }) => findings);
  const count = (verdict: Finding["verdict"]) => all.filter((finding) => finding.verdict === verdict).length;
  const unseen = count("unknown");
  return [
    `${counted(all.length, "check")}: ${counted(count("problem"), "problem")}`,
    ...(unseen === 0 ? [] : [`${unseen} could not be looked at`]),
  ].join(", ");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
