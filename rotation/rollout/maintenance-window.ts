import * as z from "zod";

import { type MaintenanceWindow } from "../contract/rollout-environment";

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;
const dayInHours = 24;
const hourInMilliseconds = 3_600_000;

export const maintenanceWindowSchema = z.object({
  days: z.array(z.enum(weekdays)).min(1),
  start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  hours: z.number().positive(),
}) satisfies z.ZodType<MaintenanceWindow>;

/** Whether the window is open. A window may reach into the days after the one that it opens on. */
export function isOpen({ days, start, hours }: MaintenanceWindow, now: Date): boolean {
  for (let daysAgo = 0; daysAgo * dayInHours <= hours + dayInHours; daysAgo += 1) {
    const opening = new Date(`${now.toISOString().slice(0, 10)}T${start}:00Z`);
    opening.setUTCDate(opening.getUTCDate() - daysAgo);
    const weekday = weekdays[opening.getUTCDay()];
    const hoursOpen = (now.getTime() - opening.getTime()) / hourInMilliseconds;
    if (days.some((day) => day === weekday) && hoursOpen >= 0 && hoursOpen < hours) return true;
  }
  return false;
}
