/** A benchmark. It sets what it measures in relation to something that it measures beside it, as machines differ. */
export interface Bench {
  name: string;
  /** What is compared with what, in one sentence. */
  description: string;
  run: () => Promise<Row[]>;
  /** What the figures shall reach. */
  aims?: readonly Aim[];
}

export interface Aim {
  /** Such as `a ratio of 0.5 at most at 100 services`. */
  text: string;
  /** The figure that it is about. */
  figure: (rows: readonly Row[]) => string | number | undefined;
  /** The most that the figure may be. */
  most: number;
  /** Why it may be missed; for people who read the results. */
  reason?: string;
}

/** What was measured in one case: column, with the unit of numbers, to value. */
export type Row = Readonly<Record<string, string | number>>;
