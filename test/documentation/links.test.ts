import assert from "node:assert/strict";

import { anchorsOf, linkTargets, problemOf } from "../support/documentation/links";
import { pages, proseOf } from "../support/documentation/pages";

describe("the documentation's links", () => {
  it("lead to files and headings that are there, or have the form of an address", () => {
    const dead = pages().flatMap((page) =>
      linkTargets(proseOf(page)).flatMap((target) => {
        const problem = problemOf(target, page);
        return problem === undefined ? [] : [`${page}: ${target}: ${problem}`];
      }),
    );
    assert.deepEqual(dead, []);
  });

  it("lead to every page below docs/ from the readme", () => {
    const linked = linkTargets(proseOf("README.md"));
    const missing = pages().filter(
      (page) => /^docs\/[^/]*$/.test(page) && !linked.some((target) => target.split("#")[0] === page),
    );
    assert.deepEqual(missing, []);
  });
});

describe("linkTargets", () => {
  it("finds links, pictures, references and plain addresses, and none in code", () => {
    const text =
      "[a](one.md#x) ![b](two.svg) `[c](no.md)` <https://a.example.com>\n[d]: https://b.example.com\n";
    assert.deepEqual(linkTargets(text), [
      "one.md#x",
      "two.svg",
      "https://b.example.com",
      "https://a.example.com",
    ]);
  });
});

describe("problemOf", () => {
  const cases: [string, string, string | undefined][] = [
    ["a file beside the page", "access.md", undefined],
    ["a file of the folder above", "../README.md", undefined],
    ["a folder", "runbooks", undefined],
    ["a heading", "access.md#break-glass", undefined],
    ["an address", "https://www.pulumi.com/docs/install/", undefined],
    ["a file that is gone", "gone.md", "no such file: docs/gone.md"],
    ["a file outside", "../../etc/hosts", "leads out of the repository: ../etc/hosts"],
    ["a heading that is gone", "access.md#gone", "docs/access.md has no heading #gone"],
    ["a heading of the page itself", "#gone", "docs/policies.md has no heading #gone"],
    ["an address without encryption", "http://example.com", "not https: http:"],
    ["an address without a host", "https://", "no address"],
    ["an address of a machine next door", "https://localhost/x", "no public host: localhost"],
  ];
  for (const [title, target, problem] of cases) {
    it(`judges ${title}`, () => {
      assert.equal(problemOf(target, "docs/policies.md"), problem);
    });
  }
});

describe("anchorsOf", () => {
  it("names headings as GitHub does", () => {
    assert.deepEqual(anchorsOf("# The `random` one, & more\n\n## Twice\n\n### Twice\n"), [
      "the-random-one--more",
      "twice",
      "twice-1",
    ]);
  });
});
