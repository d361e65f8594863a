import assert from "node:assert/strict";

import { allOf, anyOf, equals, filterCountProblem, filterPattern } from "../../monitoring/filter-pattern";

describe("filter patterns", () => {
  it("nest conditions in parentheses, and leave one alone", () => {
    const one = equals("$.a", "b");
    assert.equal(filterPattern(anyOf([one])), '{ $.a = "b" }');
    assert.equal(
      filterPattern(allOf([one, anyOf([one, equals("$.c", "*d*")])])),
      '{ ($.a = "b" && ($.a = "b" || $.c = "*d*")) }',
    );
  });

  it("refuse what the grammar has no way to write", () => {
    for (const value of ['a"b', "a\\b", "a*b"]) {
      assert.throws(() => equals("$.a", value), {
        name: "RangeError",
        message: `"${value}" cannot stand in a filter pattern: it holds a quote, a backslash or an inner *`,
      });
    }
  });

  it("are at most a hundred in a log group", () => {
    assert.equal(filterCountProblem(100), undefined);
    assert.equal(
      filterCountProblem(101),
      "would have 101 metric filters, and CloudWatch Logs takes at most 100",
    );
  });
});
