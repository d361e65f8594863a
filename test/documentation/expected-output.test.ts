import assert from "node:assert/strict";

import { differenceFrom } from "../support/documentation/expected-output";
import { problemsOf } from "../support/documentation/run-session";

describe("differenceFrom", () => {
  const same: [string, string[], string][] = [
    ["nothing", [], ""],
    ["the very lines", ["one", "", "two"], "one\n\ntwo\n"],
    ["spaces at the end", ["one"], "one  \n"],
    ["lines left out", ["one", "…", "four"], "one\ntwo\nthree\nfour\n"],
    ["no lines where some may be left out", ["one", "…", "two"], "one\ntwo\n"],
    ["text left out", ["took … s, … more"], "took 1.5 s, (2) more\n"],
    ["everything left out", ["…"], "one\ntwo\n"],
  ];
  for (const [title, documented, output] of same) {
    it(`finds none in ${title}`, () => {
      assert.equal(differenceFrom(documented, output), undefined);
    });
  }

  const different: [string, string[], string, string][] = [
    ["a line that is not printed", ["one", "two"], "one\n", "it does not print, in this place: two\none"],
    ["a line too many", ["one"], "one\ntwo\n", "it prints more than the page shows:\none\ntwo"],
    [
      "a line too many in between",
      ["one", "three"],
      "one\ntwo\nthree\n",
      "it does not print, in this place: three\none\ntwo\nthree",
    ],
    [
      "another order",
      ["…", "two", "…", "one"],
      "one\ntwo\n",
      "it does not print, in this place: one\none\ntwo",
    ],
    ["output where none is shown", [], "one\n", "it prints more than the page shows:\none"],
    [
      "characters that mean something in patterns",
      ["a.c"],
      "abc\n",
      "it does not print, in this place: a.c\nabc",
    ],
  ];
  for (const [title, documented, output, difference] of different) {
    it(`finds ${title}`, () => {
      assert.equal(differenceFrom(documented, output), difference);
    });
  }
});

describe("problemsOf", () => {
  const session = (...commands: { command: string; output: string[] }[]) => ({
    page: "a.md",
    line: 3,
    commands,
  });

  it("runs commands in one shell, with the exit code and the files of those before", async () => {
    const commands = [
      { command: "echo one > /tmp/documented; ls /tmp/documented", output: ["/tmp/documented"] },
      { command: "cat /tmp/documented >&2; (exit 3)", output: ["one"] },
      { command: "echo $?", output: ["3"] },
    ];
    assert.deepEqual(await problemsOf(session(...commands)), []);
  });

  it("names each command whose output is another", async () => {
    const commands = [
      { command: "echo one", output: ["two"] },
      { command: "echo three", output: ["three"] },
      { command: "no-such-command", output: [] },
    ];
    const [first, second, ...others] = await problemsOf(session(...commands));
    assert.equal(first, "a.md:3: $ echo one\nit does not print, in this place: two\none");
    assert.match(second ?? "", /^a\.md:3: \$ no-such-command\nit prints more .*\n.*not found$/);
    assert.deepEqual(others, []);
  });
});
