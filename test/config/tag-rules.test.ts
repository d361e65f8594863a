import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { tagProblems } from "../../config/tag-rules";

function problemsOf(tags: Record<string, string>): string[] {
  return tagProblems(tags).map(formatProblem);
}

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Tag${index}`, "x"]));

describe("tagProblems", () => {
  it("accepts what every AWS service takes", () => {
    const tags = {
      Team: "",
      "cost.center/unit": "4711 + 0.5",
      "Prüfer:in": "日本 _.:/=+-@",
      ["k".repeat(128)]: "v".repeat(256),
    };
    assert.deepEqual(problemsOf(tags), []);
  });

  it("keeps the program's own tags, in any case", () => {
    assert.deepEqual(
      problemsOf({ Environment: "x", service: "x", PROJECT: "x", Name: "x", SubnetType: "x", Names: "x" }),
      ["Environment", "service", "PROJECT", "Name", "SubnetType"].map(
        (key) => `tags.${key} is set by the program: remove it`,
      ),
    );
  });

  it("says of each other tag what AWS does not take", () => {
    const characters = "may hold letters, digits, spaces and _ . : / = + - @ only";
    const long = "k".repeat(129);
    assert.deepEqual(
      problemsOf({ "aws:x": "x", "": "x", [long]: "x", Value: "v".repeat(257), "A&B": "x", Price: "5 €" }),
      [
        'tags["aws:x"] must not start with aws:, which AWS keeps for itself',
        'tags[""] must have a key of 1 to 128 characters, has 0',
        `tags.${long} must have a key of 1 to 128 characters, has 129`,
        "tags.Value must have a value of at most 256 characters, has 257",
        `tags["A&B"] ${characters}`,
        `tags.Price ${characters}`,
      ],
    );
  });

  it("refuses keys that IAM takes for one", () => {
    assert.deepEqual(problemsOf({ Team: "a", team: "b", TEAM: "c" }), [
      "tags.team differs from Team in case only, which IAM refuses: keep one of them",
      "tags.TEAM differs from Team in case only, which IAM refuses: keep one of them",
    ]);
  });

  it("leaves room for the program's own tags among AWS's 50", () => {
    assert.deepEqual(problemsOf(numbered(43)), []);
    assert.deepEqual(problemsOf(numbered(44)), [
      "tags must have at most 43 entries, as AWS takes 50 with the program's own, has 44",
    ]);
  });
});
