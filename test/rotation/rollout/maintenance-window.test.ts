import assert from "node:assert/strict";

import { isOpen, maintenanceWindowSchema } from "../../../rotation/rollout/maintenance-window";

// 2026-01-05 is a Monday.
const cases: [string, Parameters<typeof isOpen>[0], [string, boolean][]][] = [
  [
    "is open from its start until its hours are over",
    { days: ["MON"], start: "02:30", hours: 1.5 },
    [
      ["2026-01-05T02:29:59.999Z", false],
      ["2026-01-05T02:30:00.000Z", true],
      ["2026-01-05T03:59:59.999Z", true],
      ["2026-01-05T04:00:00.000Z", false],
      ["2026-01-06T02:30:00.000Z", false],
    ],
  ],
  [
    "goes on after midnight, by the day on which it opened",
    { days: ["SUN"], start: "22:00", hours: 4 },
    [
      ["2026-01-04T21:59:00.000Z", false],
      ["2026-01-04T23:59:00.000Z", true],
      ["2026-01-05T01:59:00.000Z", true],
      ["2026-01-05T02:00:00.000Z", false],
      ["2026-01-05T22:30:00.000Z", false],
    ],
  ],
  [
    "may last for days",
    { days: ["SAT"], start: "00:00", hours: 72 },
    [
      ["2026-01-02T23:59:00.000Z", false],
      ["2026-01-05T23:59:00.000Z", true],
      ["2026-01-06T00:00:00.000Z", false],
    ],
  ],
  [
    "opens over the end of a month and a year",
    { days: ["WED"], start: "23:00", hours: 2 },
    [
      ["2026-01-01T00:30:00.000Z", true],
      ["2026-01-01T01:30:00.000Z", false],
    ],
  ],
  [
    "opens on several days",
    { days: ["MON", "THU"], start: "12:00", hours: 1 },
    [
      ["2026-01-05T12:10:00.000Z", true],
      ["2026-01-07T12:10:00.000Z", false],
      ["2026-01-08T12:10:00.000Z", true],
    ],
  ],
];

describe("a maintenance window", () => {
  for (const [title, window, times] of cases) {
    it(title, () => {
      for (const [time, expected] of times) assert.equal(isOpen(window, new Date(time)), expected, time);
    });
  }

  it("is declared with known days, a time and hours", () => {
    const window = { days: ["MON"], start: "23:59", hours: 1 };
    assert.deepEqual(maintenanceWindowSchema.parse(window), window);
    for (const wrong of [
      { days: [] },
      { days: ["MONDAY"] },
      { start: "24:00" },
      { start: "2:00" },
      { hours: 0 },
    ]) {
      assert.equal(maintenanceWindowSchema.safeParse({ ...window, ...wrong }).success, false);
    }
  });
});
