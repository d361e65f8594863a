import { setTimeout as delay } from "node:timers/promises";

/** Time, which tests make go by as they need it. */
export interface Clock {
  now(): Date;
  wait(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = { now: () => new Date(), wait: (milliseconds) => delay(milliseconds) };
