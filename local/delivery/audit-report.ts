import { z } from "zod";

const severities = ["critical", "high", "moderate", "low", "info"] as const;

const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.enum(severities) })),
});
const failure = z.object({
  message: z.string().optional(),
  error: z.object({ summary: z.string() }).optional(),
});

/** What came of an audit: 0 when nothing bad is known, 1 when it is, 3 when nobody knows. */
export interface Audit {
  exitCode: 0 | 1 | 3;
  lines: string[];
}

/**
 * Reads what `npm audit --json` printed. Where the registry gave no answer, there is none here: npm itself exits with 1 then,
 * as for a vulnerability, and a pipeline that is told to go on would pass without having asked.
 */
export function readAudit(output: string): Audit {
  const json = parsed(output);
  const answer = report.safeParse(json);
  if (!answer.success) return unanswered(json);
  const found = Object.entries(answer.data.vulnerabilities);
  const bad = found.filter(([, { severity }]) => severity === "critical" || severity === "high");
  return {
    exitCode: bad.length > 0 ? 1 : 0,
    lines: [
      `${bad.length} packages with a vulnerability of high or critical severity, ${found.length - bad.length} of lower severity`,
      ...bad.map(([name, { severity }]) => `  ${name}: ${severity}`),
    ],
  };
}

function unanswered(json: unknown): Audit {
  const { message, error } = failure.safeParse(json).data ?? {};
  const why = [message, error?.summary].find((text) => text !== undefined && text !== "");
  return {
    exitCode: 3,
    lines: [
      `not audited: the registry gave no answer${why === undefined ? "" : ` (${why.split("\n")[0] ?? ""})`}`,
      "Ask again, or ask a registry that answers: npm audit --registry <url>",
    ],
  };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
