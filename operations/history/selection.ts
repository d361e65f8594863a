import { InputError } from "../input-error";
import { type AccessRecord } from "./access-record";

/** Which records are asked for. */
export interface Selection {
  /** Names of the secrets. */
  secrets: ReadonlySet<string>;
  since: Date;
  /** Part of the principal's ARN or of the session's name. */
  principal?: string | undefined;
  /** Only what was denied. */
  denied: boolean;
}

export function isSelected(record: AccessRecord, { secrets, since, principal, denied }: Selection): boolean {
  if (!secrets.has(record.secret) || record.time < since) return false;
  if (denied && !record.result.startsWith("AccessDenied")) return false;
  if (principal === undefined) return true;
  return record.principal.includes(principal) || record.session?.includes(principal) === true;
}

const units = { m: 60, h: 60 * 60, d: 24 * 60 * 60 } as const;
const longest = 90 * units.d;

/**
 * The time before `now` that `30m`, `24h` or `7d` stands for.
 *
 * @throws InputError for another form, or more than the 90 days for which CloudTrail can be asked.
 */
export function parseSince(text: string, now: Date): Date {
  const [, count = "", unit = ""] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  const seconds = unit === "m" || unit === "h" || unit === "d" ? Number(count) * units[unit] : 0;
  if (seconds > 0 && seconds <= longest) return new Date(now.getTime() - seconds * 1000);
  throw new InputError(
    `--since must be minutes, hours or days up to 90d, such as 30m, 24h or 7d (got "${text}")`,
  );
}
