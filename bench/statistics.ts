/** The least of some measurements, which other work of the machine has disturbed the least. */
export function least(values: readonly number[]): number {
  return Math.min(...values);
}

/** The middle one of some measurements; of an even number, the larger of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

/** With as many decimals as tables show. */
export function rounded(value: number, decimals = 2): number {
  return Number(value.toFixed(decimals));
}
