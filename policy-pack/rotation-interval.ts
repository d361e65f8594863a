/**
 * The days that a schedule of Secrets Manager leaves between two rotations at most, rounded up; infinity for what is no such
 * schedule or never comes round.
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html)
 */
export function longestDaysBetween(expression: string): number {
  const [, count, unit = ""] = /^rate\((\d+) (hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) return unit === "day" ? Number(count) : Math.ceil(Number(count) / 24);
  const [, fields = ""] = /^cron\((.*)\)$/.exec(expression) ?? [];
  const [, , dayOfMonth, month, dayOfWeek, year] = fields.trim().split(/\s+/);
  if (!dayOfMonth || !month || !dayOfWeek || year !== "*") return Infinity;
  const days = calendar().filter(
    (day) => isNamed(month, day.month, monthNames) && isOnDay(dayOfMonth, day) && isOnWeekday(dayOfWeek, day),
  );
  const gaps = days.slice(1).map(({ number }, index) => number - (days[index]?.number ?? number));
  return gaps.length === 0 ? Infinity : Math.max(...gaps);
}

interface Day {
  /** Days since an arbitrary one. */
  number: number;
  month: number;
  dayOfMonth: number;
  /** 1 for Sunday, as in AWS's schedules. */
  dayOfWeek: number;
  daysInMonth: number;
}

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** All days of five years, one of which is a leap year; a 29th of February can come round in it once, and so never. */
function calendar(): Day[] {
  return Array.from({ length: 5 * 366 }, (_, number) => {
    const date = new Date(Date.UTC(2025, 0, 1 + number));
    const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    return {
      number,
      month: date.getUTCMonth() + 1,
      dayOfMonth: date.getUTCDate(),
      dayOfWeek: date.getUTCDay() + 1,
      daysInMonth,
    };
  });
}

/** `L` is the month's last day, `<n>W` the weekday that is nearest to a day. */
function isOnDay(field: string, day: Day): boolean {
  if (field === "?") return true;
  if (field === "L") return day.dayOfMonth === day.daysInMonth;
  const [, weekday] = /^(\d+)W$/.exec(field) ?? [];
  if (weekday === undefined) return isNamed(field, day.dayOfMonth, []);
  return day.dayOfMonth === nearestWeekday(Number(weekday), day);
}

/** The nearest Monday to Friday to a day of the same month, and in it. */
function nearestWeekday(target: number, { dayOfMonth, dayOfWeek, daysInMonth }: Day): number {
  const targetDay = ((((dayOfWeek - 1 + target - dayOfMonth) % 7) + 7) % 7) + 1;
  if (targetDay === 7) return target === 1 ? 3 : target - 1;
  if (targetDay === 1) return target === daysInMonth ? target - 2 : target + 1;
  return target;
}

/** `<weekday>L` is the last such day of the month, `<weekday>#<n>` its n-th. */
function isOnWeekday(field: string, { dayOfMonth, dayOfWeek, daysInMonth }: Day): boolean {
  if (field === "?") return true;
  const [, weekday = "", kind, which] = /^(\w+?)(L|#)(\d*)$/.exec(field) ?? [];
  if (kind === undefined) return isNamed(field === "L" ? "SAT" : field, dayOfWeek, weekdayNames);
  if (!isNamed(weekday, dayOfWeek, weekdayNames)) return false;
  return kind === "L" ? dayOfMonth > daysInMonth - 7 : Math.ceil(dayOfMonth / 7) === Number(which);
}

/** Whether a field of numbers or names, lists, ranges and steps, holds a number. */
function isNamed(field: string, value: number, names: readonly string[]): boolean {
  return field.split(",").some((part) => {
    const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const first = from === "*" ? 1 : numberOf(from, names);
    const last =
      to === undefined ? (from === "*" || step !== undefined ? Infinity : first) : numberOf(to, names);
    return value >= first && value <= last && (value - first) % Number(step ?? 1) === 0;
  });
}

function numberOf(text: string, names: readonly string[]): number {
  const index = names.indexOf(text.toUpperCase());
  return index === -1 ? Number(text) : index + 1;
}
