import assert from "node:assert/strict";

import { type CronDays, startsOn } from "../../config/cron-days";

/** The days from the start of 2026 until the given end on which a schedule starts, as `MM-DD`. 2026 begins on a Thursday. */
function daysOf(fields: Partial<CronDays>, end: string): string[] {
  const schedule = { dayOfMonth: "*", month: "*", dayOfWeek: "?", ...fields };
  const days: string[] = [];
  for (let day = new Date("2026-01-01T00:00:00Z"); day.toISOString() < end;) {
    if (startsOn(schedule, day)) days.push(day.toISOString().slice(5, 10));
    day = new Date(day.getTime() + 24 * 3_600_000);
  }
  return days;
}

describe("startsOn", () => {
  const cases: [title: string, fields: Partial<CronDays>, end: string, days: string[]][] = [
    ["every day", {}, "2026-01-04", ["01-01", "01-02", "01-03"]],
    ["days of the month", { dayOfMonth: "1,15" }, "2026-02-10", ["01-01", "01-15", "02-01"]],
    ["a range of them", { dayOfMonth: "30-31" }, "2026-04-01", ["01-30", "01-31", "03-30", "03-31"]],
    ["every tenth from the fifth", { dayOfMonth: "5/10" }, "2026-02-01", ["01-05", "01-15", "01-25"]],
    ["every tenth", { dayOfMonth: "*/10" }, "2026-02-01", ["01-01", "01-11", "01-21", "01-31"]],
    ["the last day", { dayOfMonth: "L" }, "2026-03-01", ["01-31", "02-28"]],
    ["the last workday", { dayOfMonth: "LW" }, "2026-06-01", ["01-30", "02-27", "03-31", "04-30", "05-29"]],
    ["the workday nearest to the 15th", { dayOfMonth: "15W" }, "2026-03-20", ["01-15", "02-16", "03-16"]],
    ["the workday nearest to a Saturday", { dayOfMonth: "3W" }, "2026-02-01", ["01-02"]],
    [
      "the workday nearest to a first that is a Sunday",
      { dayOfMonth: "1W", month: "2" },
      "2026-03-01",
      ["02-02"],
    ],
    [
      "the workday nearest to a first that is a Saturday",
      { dayOfMonth: "1W", month: "8" },
      "2026-09-01",
      ["08-03"],
    ],
    [
      "the workday nearest to a last that is a Sunday",
      { dayOfMonth: "31W", month: "5" },
      "2026-06-01",
      ["05-29"],
    ],
    ["months by name and number", { dayOfMonth: "1", month: "JAN,4" }, "2026-12-31", ["01-01", "04-01"]],
    ["every sixth month", { dayOfMonth: "1", month: "2/6" }, "2026-12-31", ["02-01", "08-01"]],
    [
      "weekdays by number, from Sunday as 1",
      { dayOfMonth: "?", dayOfWeek: "1" },
      "2026-01-12",
      ["01-04", "01-11"],
    ],
    [
      "a range of weekdays",
      { dayOfMonth: "?", dayOfWeek: "FRI-SAT" },
      "2026-01-10",
      ["01-02", "01-03", "01-09"],
    ],
    ["a weekday in small letters", { dayOfMonth: "?", dayOfWeek: "mon" }, "2026-01-13", ["01-05", "01-12"]],
    ["Saturday as L", { dayOfMonth: "?", dayOfWeek: "L" }, "2026-01-11", ["01-03", "01-10"]],
    ["the month's last Friday", { dayOfMonth: "?", dayOfWeek: "6L" }, "2026-03-01", ["01-30", "02-27"]],
    ["the month's second Tuesday", { dayOfMonth: "?", dayOfWeek: "TUE#2" }, "2026-03-01", ["01-13", "02-10"]],
  ];
  for (const [title, fields, end, days] of cases) {
    it(`knows ${title}`, () => {
      assert.deepEqual(daysOf(fields, `${end}T00:00:00.000Z`), days);
    });
  }
});
