import assert from "node:assert/strict";

import { ignoredBy, matchesAny } from "../../policy-pack/path-patterns";

/** Which of the paths a `.dockerignore` leaves out. */
function leftOut(lines: readonly string[], paths: readonly string[]): string[] {
  const ignored = ignoredBy(lines.join("\n"));
  assert.ok(ignored);
  return paths.filter(ignored);
}

describe("ignoredBy", () => {
  it("reads patterns from the context's root, and their exceptions in order", () => {
    const paths = [".env", "app/.env", "app/src/main.js", "README.md"];
    assert.deepEqual(leftOut([".env"], paths), [".env"]);
    assert.deepEqual(leftOut(["**/.env"], paths), [".env", "app/.env"]);
    assert.deepEqual(leftOut(["*", "!app/src"], paths), [".env", "app/.env", "README.md"]);
    assert.deepEqual(leftOut(["/app/"], paths), ["app/.env", "app/src/main.js"]);
    assert.deepEqual(leftOut([".env", "!.env"], paths), []);
    assert.deepEqual(leftOut(["# .env", "", "  app/*.md"], paths), []);
  });

  it("tells upper from lower case, as Docker does", () => {
    assert.deepEqual(leftOut([".ENV"], [".env", ".ENV"]), [".ENV"]);
  });

  it("takes what is special in regular expressions alone for itself", () => {
    const paths = ["c++/a", "a(1).txt", "a{b}|^", "ab"];
    assert.deepEqual(leftOut(["c++", "a(1).txt", "a{b}|^"], paths), paths.slice(0, 3));
    assert.deepEqual(leftOut(["[a-b+]b"], [...paths, "+b"]), ["ab", "+b"]);
  });

  it("reads Windows' line ends and a byte order mark", () => {
    assert.deepEqual(leftOut(["\uFEFF.env\r", ".npmrc\r"], [".env", ".npmrc"]), [".env", ".npmrc"]);
  });

  it("gives nothing for a pattern that is none", () => {
    assert.equal(ignoredBy("[a"), undefined);
  });
});

describe("matchesAny", () => {
  it("matches files, what lies in folders, and everything for the context itself", () => {
    const paths = ["a", "b/c", "bb"];
    const matched = (...patterns: string[]) => paths.filter(matchesAny(patterns));
    assert.deepEqual(matched("b"), ["b/c"]);
    assert.deepEqual(matched("./b/", "a"), ["a", "b/c"]);
    assert.deepEqual(matched("b*"), ["b/c", "bb"]);
    for (const all of [".", "./", "/"]) assert.deepEqual(matched(all), paths);
    assert.deepEqual(matched(), []);
  });

  it("takes an exclamation mark and a hash for themselves, and a pattern that is none for nothing", () => {
    assert.deepEqual(["!a", "#a", "a"].filter(matchesAny(["!a"])), ["!a"]);
    assert.deepEqual(["!a", "#a", "a"].filter(matchesAny(["#a"])), ["#a"]);
    assert.deepEqual(["a"].filter(matchesAny(["[a"])), []);
  });
});
