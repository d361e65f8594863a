import assert from "node:assert/strict";

import fc from "fast-check";

import { durationProblem, scheduleProblem, shortestInterval } from "../../config/rotation-schedule";

const tooOften = "must leave at least 4 hours between rotations";
const days = (field: string) => `has a ${field} field that Secrets Manager does not know`;
const hours = "has an hours field that is not a number, a list, a range, * or a step";
const neither =
  'must be "rate(<n> hours)", "rate(<n> days)" or "cron(0 <hours> <day-of-month> <month> <day-of-week> *)"';

describe("scheduleProblem", () => {
  const valid = [
    "rate(4 hours)",
    "rate(1 day)",
    "rate(30 days)",
    "rate(999 days)",
    "rate(23976 hours)",
    "cron(0 3 * * ? *)",
    "cron(0 8 1 * ? *)",
    "cron(0 17 L * ? *)",
    "cron(0 8 ? * MON-FRI *)",
    "cron(0 0 ? * SUN#1 *)",
    "cron(0 1 * 1/3 SUN *)",
    "cron(0 16 1,15 JAN,JUL ? *)",
    "cron(0 */4 * * ? *)",
    "cron(0 0/5 * * ? *)",
    "cron(0 0/12 * * ? *)",
    "cron(0 2,8,20 * * ? *)",
    "cron(0 0-20/5 * * ? *)",
  ];
  for (const schedule of valid) {
    it(`accepts ${schedule}`, () => {
      assert.equal(scheduleProblem(schedule), undefined);
    });
  }

  const refused: [schedule: string, problem: string][] = [
    ["rate(3 hours)", tooOften],
    ["rate(0 days)", tooOften],
    ["rate(1000 days)", "must leave at most 999 days between rotations"],
    ["rate(30 minutes)", neither],
    ["rate(1.5 days)", neither],
    ["30 days", neither],
    ["", neither],
    ["cron(0 3 * * *)", "must have six cron fields, has 5"],
    ["cron(0)", "must have six cron fields, has 1"],
    ["cron(15 3 * * ? *)", "must start on the hour: the minutes field must be 0"],
    ["cron(0 3 1 1 ? 2030)", "must run in every year: the year field must be *"],
    ["cron(0 3 first * ? *)", days("day-of-month")],
    ["cron(0 3 * January ? *)", days("month")],
    ["cron(0 3 ? * Monday *)", days("day-of-week")],
    ["cron(0 3 1 * MON *)", "must give one of day-of-month and day-of-week: write ? for the other"],
    ["cron(0 24 * * ? *)", hours],
    ["cron(0 8-6 * * ? *)", hours],
    ["cron(0 0/0 * * ? *)", hours],
    ["cron(0 noon * * ? *)", hours],
    ["cron(0 * * * ? *)", tooOften],
    ["cron(0 */3 * * ? *)", tooOften],
    ["cron(0 8-10 * * ? *)", tooOften],
    ["cron(0 2,5 * * ? *)", tooOften],
    ["cron(0 1,22 * * ? *)", tooOften],
  ];
  for (const [schedule, problem] of refused) {
    it(`says of "${schedule}" that it ${problem}`, () => {
      assert.equal(scheduleProblem(schedule), problem);
    });
  }
});

describe("scheduleProblem, for any rate and hours", () => {
  it("accepts rates from 4 hours to 999 days and no others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.boolean(), (count, inHours) => {
        const total = inHours ? count : count * 24;
        const accepted = scheduleProblem(`rate(${count} ${inHours ? "hours" : "days"})`) === undefined;
        assert.equal(accepted, total >= 4 && total <= 999 * 24);
      }),
    );
  });

  it("accepts hours of the day that are 4 hours apart, around midnight too, and no others", () => {
    const set = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(set, (starts) => {
        const near = starts.some((start) =>
          starts.some((other) => [1, 2, 3].includes((other - start + 24) % 24)),
        );
        assert.equal(scheduleProblem(`cron(0 ${starts.join(",")} * * ? *)`) === undefined, !near);
      }),
    );
  });
});

describe("durationProblem", () => {
  const rule = 'must be whole hours from "1h" to "24h"';
  const most = (hours: number) => `must be at most ${hours}h, when the next rotation or the day after starts`;
  const cases: [duration: string, schedule: string, problem: string | undefined][] = [
    ["1h", "rate(30 days)", undefined],
    ["24h", "rate(30 days)", undefined],
    ["4h", "rate(4 hours)", undefined],
    ["2h", "cron(0 22 * * ? *)", undefined],
    ["24h", "cron(0 0 * * ? *)", undefined],
    ["4h", "cron(0 0,4,16 * * ? *)", undefined],
    ["0h", "rate(30 days)", rule],
    ["25h", "rate(30 days)", rule],
    ["2", "rate(30 days)", rule],
    ["90m", "rate(30 days)", rule],
    ["", "rate(30 days)", rule],
    ["5h", "rate(4 hours)", most(4)],
    ["3h", "cron(0 22 * * ? *)", most(2)],
    ["5h", "cron(0 0,4,16 * * ? *)", most(4)],
    ["9h", "cron(0 */8 * * ? *)", most(8)],
  ];
  for (const [duration, schedule, problem] of cases) {
    it(`${problem === undefined ? "accepts" : "refuses"} "${duration}" with ${schedule}`, () => {
      assert.equal(durationProblem(duration, schedule), problem);
    });
  }
});

describe("shortestInterval", () => {
  const cases: [schedule: string, hours: number][] = [
    ["rate(4 hours)", 4],
    ["rate(1 day)", 24],
    ["rate(30 days)", 720],
    ["cron(0 3 * * ? *)", 24],
    ["cron(0 2,8,20 * * ? *)", 6],
    ["cron(0 8 1 * ? *)", 28 * 24],
    ["cron(0 16 1,15 * ? *)", 13 * 24 + 24],
    ["cron(0 8 ? * MON-FRI *)", 24],
    ["cron(0 1 ? * TUE#1 *)", 28 * 24],
    ["cron(0 0 29 2 ? *)", 4 * 365 * 24 + 24],
    ["cron(0 0,12 31 12 ? *)", 12],
  ];
  for (const [schedule, hours] of cases) {
    it(`of ${schedule} is ${hours} hours`, () => {
      assert.equal(shortestInterval(schedule), hours);
    });
  }
});
