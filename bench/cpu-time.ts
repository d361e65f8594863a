/** Work that takes longer than this evens out by itself, in milliseconds. */
const longEnough = 10_000;

/**
 * Milliseconds of processor time that some work takes, the less of two runs if it is short: garbage collection falls into
 * one or the other. What else the machine does counts for little in it.
 */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const first = await once(work);
  return first > longEnough ? first : Math.min(first, await once(work));
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
