import { createHash } from "node:crypto";

/** A number in [0, 1) that is the same whenever it is asked for by the same words. */
export function numberOf(...words: readonly (string | number)[]): number {
  return createHash("sha256").update(words.join("\n")).digest().readUInt32BE() / 2 ** 32;
}

/** Draws one thing after the other, the same ones for the same seed. */
export class Draws {
  private drawn = 0;

  constructor(private readonly seed: number) {}

  number(): number {
    this.drawn += 1;
    return numberOf(this.seed, "draw", this.drawn);
  }

  /** From 0 to below `end`. */
  integer(end: number): number {
    return Math.floor(this.number() * end);
  }

  chance(probability: number): boolean {
    return this.number() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(items.length)] ?? items[0];
  }

  /** A version's id, as AWS makes them. */
  uuid(): string {
    const hex = createHash("sha256").update(`${this.seed}\n${this.number()}`).digest("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-");
  }
}
