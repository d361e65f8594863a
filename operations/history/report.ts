import { aligned } from "../aligned";
import { type AccessRecord } from "./access-record";
import { type IsDeclared } from "./declared-readers";

/** A record, and whether who called is declared. */
export interface JudgedRecord extends AccessRecord {
  declared: boolean;
}

export function judged(records: readonly AccessRecord[], isDeclared: IsDeclared): JudgedRecord[] {
  return records.map((record) => ({ ...record, declared: isDeclared(record.secret, record.principal) }));
}

/** The records for people, newest first; a `!` stands before those of callers who are not declared. */
export function historyReport(records: readonly JudgedRecord[]): string {
  if (records.length === 0) return "No calls.";
  const rows = records.map(({ time, principal, session, secret, from, result, declared }) => [
    declared ? " " : "!",
    `${time.toISOString().slice(0, 19)}Z`,
    session === undefined ? shortName(principal) : `${shortName(principal)}/${session}`,
    secret,
    from,
    result,
  ]);
  return aligned([["", "time", "who", "secret", "from", "result"], ...rows]).join("\n");
}

/** One line for each undeclared reader of each secret. Tries that were denied are not reads. */
export function warnings(records: readonly JudgedRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const { principal, secret, result, declared } of records) {
    if (declared || result !== "read") continue;
    const reader = `${shortName(principal)} read ${secret}`;
    counts.set(reader, (counts.get(reader) ?? 0) + 1);
  }
  return [...counts].map(
    ([reader, count]) =>
      `warning: ${reader} ${count === 1 ? "once" : `${count} times`} and is not declared: see docs/runbooks/undeclared-reader.md`,
  );
}

/** A principal without the account. */
export function shortName(principal: string): string {
  return principal.replace(/^arn:[^:]+:(iam|sts)::\d*:/, "");
}
