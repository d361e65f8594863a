import assert from "node:assert/strict";

import fc from "fast-check";

import { evaluate } from "../../../operations/iam/evaluate";
import { parsePolicy } from "../../../operations/iam/policy";
import { expand, isLike } from "../../../operations/iam/policy-text";

const userArn = "arn:aws:iam::111122223333:user/ana";

const subset = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });

describe("a condition, for any values", () => {
  const words = subset("prod", "test", "te*", "?rod");
  const context = fc.uniqueArray(fc.constantFrom("prod", "test", "tent"), { maxLength: 3 });
  const base = fc.constantFrom<[string, string]>(
    ["StringEquals", "StringNotEquals"],
    ["StringLike", "StringNotLike"],
    ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  );

  function holds(operator: string, values: string[], actual: string | string[]): boolean {
    const statement = {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { [operator]: { "a:k": values } },
    };
    const asked = {
      principal: { type: "user", arn: userArn } as const,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/a",
      context: { "a:k": actual },
    };
    return (
      evaluate(asked, {
        identity: [parsePolicy("identity", "p", { Version: "2012-10-17", Statement: statement })],
      }).decision === "allowed"
    );
  }

  it("holds for all values just where its negation holds for none", () => {
    fc.assert(
      fc.property(base, words, context, ([operator, negation], values, actual) => {
        const forAll = holds(`ForAllValues:${operator}`, values, actual);
        assert.equal(forAll, !holds(`ForAnyValue:${negation}`, values, actual));
      }),
    );
  });

  it("is the same with any set operator and IfExists for one value that is there", () => {
    fc.assert(
      fc.property(base, words, fc.constantFrom("prod", "test"), ([operator, negation], values, actual) => {
        const plain = holds(operator, values, actual);
        assert.equal(holds(negation, values, actual), !plain);
        for (const variant of [
          `${operator}IfExists`,
          `ForAnyValue:${operator}`,
          `ForAllValues:${operator}`,
        ]) {
          assert.equal(holds(variant, values, actual), plain);
        }
      }),
    );
  });
});

describe("isLike, for any pattern", () => {
  /** Wildcards by recursion, without regular expressions. */
  function covers(pattern: string, value: string): boolean {
    const [first, ...rest] = pattern;
    if (first === undefined) return value === "";
    const others = rest.join("");
    if (first === "*") return covers(others, value) || (value !== "" && covers(pattern, value.slice(1)));
    return value !== "" && (first === "?" || first === value[0]) && covers(others, value.slice(1));
  }

  it("agrees with a plain recursion", () => {
    const text = (...characters: string[]) =>
      fc.array(fc.constantFrom(...characters), { maxLength: 7 }).map((list) => list.join(""));
    fc.assert(
      fc.property(
        text("a", "B", ":", "/", ".", "*", "?", "["),
        text("a", "B", ":", "/", ".", "["),
        (pattern, value) => {
          const expanded = expand(pattern, new Map());
          assert.equal(expanded && isLike(value, expanded), covers(pattern, value));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
