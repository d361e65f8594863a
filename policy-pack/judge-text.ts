import { type Finding } from "./input-policy";
import { notKnown, textOf, type Value, valuesAt } from "./known-values";

/** Where a value stands. */
export interface Place {
  /** What messages call it. */
  place: string;
  /** The resource's input that it is part of. */
  property: string;
}

/**
 * Judges the text under a key, numbers and booleans included.
 *
 * @param problemOf says what is wrong with a text, or with there being none, in words that follow the place
 * @returns the first fault; else a doubt when the text is not known
 */
export function judgeText(
  holder: Value,
  key: string,
  { place, property }: Place,
  problemOf: (text: string | undefined) => string | undefined,
): Finding[] {
  const values = valuesAt(holder, key);
  const texts = values.length === 0 ? [undefined] : values.map(textOf);
  const problem = texts
    .filter((text) => text !== notKnown)
    .map(problemOf)
    .find((found) => found !== undefined);
  if (problem !== undefined) return [{ fault: `${place} ${problem}` }];
  return texts.includes(notKnown) ? [{ doubt: place, property }] : [];
}
