import { rotationLine } from "../rotation-log";

/** How something that a rotation function did went: what its log says, without anything that may hold a value. */
export interface LogLine {
  time: Date;
  /** The secret's name; absent where Lambda itself tells of a failure. */
  secret: string | undefined;
  /** A step of a rotation or of a rollout; absent as above. */
  step: string | undefined;
  /** Version id. */
  version: string | undefined;
  failed: boolean;
  /** A clause. */
  what: string;
}

/** Lambda's own lines: of these, what is known to hold no value. */
const lambdaFailures: readonly [pattern: RegExp, what: string][] = [
  [/Task timed out after ([\d.]+) seconds/, "it ran out of time after $1 s"],
  [/Runtime\.(ImportModuleError|HandlerNotFound|UserCodeSyntaxError)/, "its code does not load ($1)"],
  [
    /Runtime\.(ExitError|OutOfMemory)|signal: killed/,
    "it was ended by Lambda, as when its memory is used up",
  ],
];

/** Reads a line of a function's log; `undefined` for one that tells of no outcome. */
export function parseLogLine(text: string, time: Date): LogLine | undefined {
  const own = rotationLine(text);
  if (own !== undefined) {
    const { secret, step, version, outcome, message } = own;
    if (outcome === "warning") return undefined;
    const failed = outcome === "failed";
    return {
      time,
      secret,
      step,
      version,
      failed,
      what: failed ? `${step} failed: ${withNames(message ?? "no reason given")}` : step,
    };
  }
  for (const [pattern, what] of lambdaFailures) {
    const match = pattern.exec(text);
    if (match === null) continue;
    return {
      time,
      secret: undefined,
      step: undefined,
      version: undefined,
      failed: true,
      what: what.replace("$1", match[1] ?? ""),
    };
  }
  return undefined;
}

/** ARNs of secrets are longer than a line. */
function withNames(text: string): string {
  return text.replace(
    /arn:[^\s:]+:secretsmanager:[^\s:]+:\d{12}:secret:([^\s:]+)-[A-Za-z0-9]{6}(?![\w/+=.@-])/g,
    "$1",
  );
}
