/** The three fields of a cron schedule that choose its days. */
export interface CronDays {
  dayOfMonth: string;
  month: string;
  dayOfWeek: string;
}

const months = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Whether a valid cron schedule starts on a day, given as midnight UTC.
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html)
 */
export function startsOn({ dayOfMonth, month, dayOfWeek }: CronDays, day: Date): boolean {
  return (
    matches(month, 12, (part) => inRange(part, day.getUTCMonth() + 1, months)) &&
    matches(dayOfMonth, 31, (part) => isDayOfMonth(part, day)) &&
    matches(dayOfWeek, 7, (part) => isDayOfWeek(part, day))
  );
}

function matches(field: string, last: number, isMatch: (part: string) => boolean): boolean {
  return field
    .toUpperCase()
    .split(",")
    .some((part) => /^[*?]$/.test(part) || isMatch(part.replace(/^\*\//, `1-${last}/`)));
}

/** `3`, `3-5`, `3/2` or `3-5/2`, in numbers or names. */
function inRange(part: string, number: number, names: readonly string[]): boolean {
  const [range = "", step] = part.split("/");
  const [from = NaN, to = step === undefined ? from : Infinity] = range
    .split("-")
    .map((text) => (names.includes(text) ? names.indexOf(text) : Number(text)));
  return number >= from && number <= to && (number - from) % Number(step ?? 1) === 0;
}

function isDayOfMonth(part: string, day: Date): boolean {
  const date = day.getUTCDate();
  if (part === "L") return date === lastDate(day);
  if (part === "LW") return date === nearestWorkday(lastDate(day), day);
  const nearest = /^(\d+)W$/.exec(part)?.[1];
  return nearest === undefined ? inRange(part, date, []) : date === nearestWorkday(Number(nearest), day);
}

/** `L` is Saturday, `6L` the month's last Friday and `6#2` its second one. */
function isDayOfWeek(part: string, day: Date): boolean {
  const date = day.getUTCDate();
  const weekday = day.getUTCDay() + 1;
  const [, name = "", last, nth] = /^(\w+?)(?:(L)|#(\d))$/.exec(part) ?? [];
  if (last !== undefined) return inRange(name, weekday, weekdays) && date > lastDate(day) - 7;
  if (nth !== undefined) return inRange(name, weekday, weekdays) && Math.ceil(date / 7) === Number(nth);
  return inRange(part === "L" ? "SAT" : part, weekday, weekdays);
}

function lastDate(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The date of the weekday from Monday to Friday nearest to a date, within its month. */
function nearestWorkday(date: number, day: Date): number {
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date === 1 ? 3 : date - 1;
  if (weekday === 0) return date === lastDate(day) ? date - 2 : date + 1;
  return date;
}
