import { startsOn } from "./cron-days";

/** Secrets Manager rotates no more often than this. */
const minimumHours = 4;
const maximumDays = 999;

/**
 * Says what is wrong with a rotation schedule, or nothing when Secrets Manager takes it: `rate(<n> hours)`
 * or `rate(<n> days)` from 4 hours to 999 days, or a `cron(...)` in UTC that starts on the hour, names no
 * year and comes round no more often than every 4 hours.
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html)
 */
export function scheduleProblem(expression: string): string | undefined {
  const rate = /^rate\((\d+) (hours?|days?)\)$/.exec(expression);
  if (rate) return rateProblem(Number(rate[1]), rate[2]?.startsWith("hour") === true);
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (cron) return cronProblem(cron);
  return 'must be "rate(<n> hours)", "rate(<n> days)" or "cron(0 <hours> <day-of-month> <month> <day-of-week> *)"';
}

function rateProblem(count: number, inHours: boolean): string | undefined {
  const hours = inHours ? count : count * 24;
  if (hours < minimumHours) return `must leave at least ${minimumHours} hours between rotations`;
  if (hours > maximumDays * 24) return `must leave at most ${maximumDays} days between rotations`;
  return undefined;
}

/** What each field of a cron expression after the hours may hold, beside its meaning. */
const cronFields = [
  ["day-of-month", /^[\d,*?/LW-]+$/],
  ["month", /^([\d,*/-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/i],
  ["day-of-week", /^([\d,*?/L#-]|SUN|MON|TUE|WED|THU|FRI|SAT)+$/i],
] as const;

function cronProblem(fields: string[]): string | undefined {
  const [minutes, hours, dayOfMonth, , dayOfWeek, year] = fields;
  if (fields.length !== 6 || hours === undefined) return `must have six cron fields, has ${fields.length}`;
  if (minutes !== "0") return "must start on the hour: the minutes field must be 0";
  if (year !== "*") return "must run in every year: the year field must be *";
  const wrong = cronFields.find(([, pattern], index) => !pattern.test(fields[index + 2] ?? ""));
  if (wrong) return `has a ${wrong[0]} field that Secrets Manager does not know`;
  if (![dayOfMonth, dayOfWeek].some((days) => days === "?" || days === "*")) {
    return "must give one of day-of-month and day-of-week: write ? for the other";
  }
  const starts = cronHours(hours);
  if (starts === undefined) return "has an hours field that is not a number, a list, a range, * or a step";
  if (shortestGap(starts) < minimumHours) {
    return `must leave at least ${minimumHours} hours between rotations`;
  }
  return undefined;
}

/** The hours of the day that a cron hours field names, in order; `undefined` when it is not one. */
function cronHours(field: string): number[] | undefined {
  const hours = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match) return undefined;
    const [, start, end, step] = match;
    const from = Number(start ?? 0);
    const to = Number(end ?? (start !== undefined && step === undefined ? start : 23));
    const by = Number(step ?? 1);
    if (from > 23 || to > 23 || from > to || by === 0) return undefined;
    for (let hour = from; hour <= to; hour += by) hours.add(hour);
  }
  return [...hours].sort((a, b) => a - b);
}

function shortestGap(hours: number[]): number {
  const gaps = hours.map((hour, index) => (hours[index + 1] ?? (hours[0] ?? hour) + 24) - hour);
  return Math.min(...gaps);
}

/**
 * Says what is wrong with the length of a rotation window, or nothing: whole hours, over before the next
 * rotation and, for a cron schedule, before the end of the UTC day. Expects a valid schedule.
 */
export function durationProblem(duration: string, schedule: string): string | undefined {
  const hours = Number(/^(\d{1,2})h$/.exec(duration)?.[1]);
  if (!Number.isInteger(hours) || hours < 1 || hours > 24) return 'must be whole hours from "1h" to "24h"';
  const most = longestWindow(schedule);
  return hours > most
    ? `must be at most ${most}h, when the next rotation or the day after starts`
    : undefined;
}

/** The hours from a rotation's start until another may start or the day is over, whichever comes first. */
function longestWindow(schedule: string): number {
  const rate = /^rate\((\d+) hours?\)$/.exec(schedule)?.[1];
  if (rate !== undefined) return Number(rate);
  const starts = cronHours(/^cron\(\s*\S+\s+(\S+)/.exec(schedule)?.[1] ?? "0") ?? [0];
  return Math.min(shortestGap(starts), 24 - (starts.at(-1) ?? 0));
}

/** Days after which every kind of year has been seen. */
const daysToLookAt = 5 * 366;

/** The fewest hours between two starts of a valid schedule. */
export function shortestInterval(schedule: string): number {
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(schedule) ?? [];
  if (count !== undefined) return Number(count) * (unit === "hour" ? 1 : 24);
  const fields = /^cron\((.*)\)$/.exec(schedule)?.[1]?.trim().split(/\s+/) ?? [];
  const [, hours = "0", dayOfMonth = "*", month = "*", dayOfWeek = "?"] = fields;
  const starts = cronHours(hours) ?? [0];
  let [shortest, last] = [Infinity, -Infinity];
  for (let day = 0; day < daysToLookAt; day += 1) {
    if (!startsOn({ dayOfMonth, month, dayOfWeek }, new Date(Date.UTC(2024, 0, 1 + day)))) continue;
    for (const hour of starts) {
      shortest = Math.min(shortest, day * 24 + hour - last);
      last = day * 24 + hour;
    }
  }
  return shortest;
}
