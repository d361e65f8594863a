/** Memory sizes in MiB from `from` to `to`, both included. */
function sizes(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/**
 * The task sizes that Fargate accepts for Linux: CPU units to memory in MiB.
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html)
 */
export const fargateSizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, sizes(1024, 4096, 1024)],
  [1024, sizes(2048, 8192, 1024)],
  [2048, sizes(4096, 16384, 1024)],
  [4096, sizes(8192, 30720, 1024)],
  [8192, sizes(16384, 61440, 4096)],
  [16384, sizes(32768, 122880, 8192)],
  [32768, [61440, 122880, 249856]],
]);

/** Says which memory sizes go with a known CPU size, as a person would write them. */
export function describeMemorySizes(cpu: number): string {
  const memory = fargateSizes.get(cpu) ?? [];
  const [first, second] = memory;
  const last = memory.at(-1);
  if (first === undefined || second === undefined || last === undefined) return "nothing";
  if (memory.length === 3) return memory.join(", ");
  return `${first} to ${last} in steps of ${second - first}`;
}
