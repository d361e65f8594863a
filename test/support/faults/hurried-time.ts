import timers from "node:timers/promises";

const haste = 25;
/** How far `Date.now` has gone ahead so far: it must not go back, or the SDK would wait for that time to come again. */
let ahead = 0;

/**
 * Lets time go by faster where code waits: pauses take a fraction, and `Date.now`, by which the AWS SDK measures at what rate it may send after
 * a throttled call, goes ahead. Timeouts, which are whole seconds, take a tenth, and `new Date()` is as ever.
 *
 * @returns what ends it
 */
export function hurryTime(): () => void {
  const { setTimeout: unhurried } = globalThis;
  const { setTimeout: unhurriedWait } = timers;
  const { now } = Date;
  const start = now();
  const hurried = (
    callback: (...parameters: unknown[]) => void,
    milliseconds = 0,
    ...parameters: unknown[]
  ) => unhurried(callback, shortened(milliseconds), ...parameters);
  globalThis.setTimeout = Object.assign(hurried, unhurried);
  timers.setTimeout = (milliseconds = 0, ...others) => unhurriedWait(shortened(milliseconds), ...others);
  const from = ahead;
  Date.now = () => start + from + haste * (now() - start);
  return () => {
    globalThis.setTimeout = unhurried;
    timers.setTimeout = unhurriedWait;
    ahead = Date.now() - now();
    Date.now = now;
  };
}

function shortened(milliseconds: number): number {
  return milliseconds / (milliseconds % 1000 === 0 ? 10 : haste);
}
