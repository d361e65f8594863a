import assert from "node:assert/strict";

import { longestDaysBetween } from "../../policy-pack/rotation-interval";

describe("longestDaysBetween", () => {
  const days: Record<string, number> = {
    "rate(30 days)": 30,
    "rate(1 day)": 1,
    "rate(36 hours)": 2,
    "cron(0 8 * * ? *)": 1,
    "cron(0 */4 * * ? *)": 1,
    "cron(0 8 ? * SUN *)": 7,
    "cron(0 8 ? * MON-FRI *)": 3,
    "cron(0 8 ? * 2,5 *)": 4,
    "cron(0 8 1 * ? *)": 31,
    "cron(0 8 1,15 * ? *)": 17,
    "cron(0 8 1/10 * ? *)": 10,
    "cron(0 8 */10 * ? *)": 10,
    "cron(0 8 L * ? *)": 31,
    "cron(0 8 1W * ? *)": 33,
    "cron(0 8 28W * ? *)": 32,
    "cron(0 8 ? * SUN#1 *)": 35,
    "cron(0 8 ? * 6L *)": 35,
    "cron(0 8 31 * ? *)": 61,
    "cron(0 8 1 */3 ? *)": 92,
    "cron(0 8 1 JAN,JUL ? *)": 184,
    "cron(0 8 1 1 ? *)": 366,
  };
  for (const [schedule, longest] of Object.entries(days)) {
    it(`is ${longest} for ${schedule}`, () => {
      assert.equal(longestDaysBetween(schedule), longest);
    });
  }

  it("is without end for what never comes round, or is no schedule", () => {
    for (const schedule of [
      "cron(0 8 30 2 ? *)",
      "cron(0 8 29 2 ? *)",
      "cron(0 8 1 * ? 2027)",
      "cron(0 8 * *)",
      "rate(4 weeks)",
      "monthly",
      "",
    ])
      assert.equal(longestDaysBetween(schedule), Infinity, schedule);
  });
});
