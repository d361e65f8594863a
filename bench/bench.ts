/** A benchmark. It sets what it measures in relation to something that it measures beside it, as machines differ. */
export interface Bench {
  name: string;
  /** What is compared with what, in one sentence. */
  description: string;
  run: () => Promise<Row[]>;
}

/** What was measured in one case: column, with the unit of numbers, to value. */
export type Row = Readonly<Record<string, string | number>>;
