import assert from "node:assert/strict";

import { type Filter } from "../../../monitoring/service-filters";
import { matches } from "./pattern-match";
import { type TrailRecord } from "./trail-records";

/**
 * What the metrics come to after these records: metric to sum, of those that are not 0. Fails for a pattern that depends on
 * what the documentation leaves open.
 */
export function counts<Facts>(
  filters: readonly Filter<Facts>[],
  facts: Facts,
  records: readonly TrailRecord[],
): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { metric, pattern: patternOf } of filters) {
    const pattern = patternOf(facts);
    for (const record of records) {
      const matched = matches(pattern, record);
      assert.equal(matches(pattern, record, { missingDiffers: true }), matched, pattern);
      if (matched) sums.set(metric, (sums.get(metric) ?? 0) + 1);
    }
  }
  return Object.fromEntries(sums);
}
