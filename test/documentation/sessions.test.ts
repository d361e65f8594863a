import assert from "node:assert/strict";

import { fencesOf } from "../support/documentation/pages";
import { problemsOf } from "../support/documentation/run-session";
import { documentedSessions, sessionOf } from "../support/documentation/sessions";
import { fileText } from "../support/stack-files";

const { sessions, problems } = documentedSessions();

/** A line for each command that no test runs, as it stands in `not-executed.txt`. */
function notExecuted(): string[] {
  return sessions
    .filter(({ needs }) => needs !== "nothing" && needs !== "local-aws")
    .flatMap(({ page, needs, commands }) => commands.map(({ command }) => `${page} [${needs}] ${command}`));
}

describe("the documentation's sessions", function () {
  this.timeout(300_000);

  const runnable = sessions.filter(({ needs }) => needs === "nothing");

  it("are some, all of them well formed", () => {
    assert.ok(runnable.length >= 4, `only ${runnable.length}`);
    assert.deepEqual(problems, []);
  });

  for (const session of runnable) {
    it(`${session.page}:${session.line} prints what the page shows`, async () => {
      assert.deepEqual(await problemsOf(session), []);
    });
  }

  it("are not executed only where they are listed", () => {
    assert.deepEqual(
      notExecuted(),
      fileText("test/documentation/not-executed.txt").split("\n").filter(Boolean),
    );
  });
});

describe("the readme's path of a newcomer", function () {
  this.timeout(300_000);

  it("ends in a preview without violations, once the packages are there", async () => {
    const [path = ""] = fencesOf("README.md").find(({ info }) => info === "sh")?.lines ?? [];
    assert.match(path, /^npm ci && npm run preview -- prod +#/);
    const command = path.replace(/^npm ci && /, "");
    const output = ["…", "Summary", "  … resources: …", "  … policies: 0 mandatory, 0 advisory", "…"];
    assert.deepEqual(await problemsOf({ page: "README.md", line: 1, commands: [{ command, output }] }), []);
  });
});

describe("fencesOf", () => {
  it("refuses a fence that is not closed, as all that follows would be another's", () => {
    assert.throws(() => fencesOf("a.md", "text\n```sh\nls"), /^Error: a\.md:2: the fence is not closed$/);
  });
});

describe("sessionOf", () => {
  const fence = (info: string, ...lines: string[]) => ({ page: "a.md", line: 7, info, lines });

  it("reads commands, continued ones too, with what they print", () => {
    const block = fence("console aws", "$ one \\", "  --two", "", "printed", "$ three");
    const commands = [
      { command: "one \\\n  --two", output: ["", "printed"] },
      { command: "three", output: [] },
    ];
    assert.deepEqual(sessionOf(block), { ...block, needs: "aws", commands });
  });

  it("leaves other blocks alone", () => {
    assert.equal(sessionOf(fence("sh", "npm test")), undefined);
  });

  it("refuses an unknown need", () => {
    assert.equal(
      sessionOf(fence("console moon", "$ one")),
      'a.md:7 is "console moon": write one of console, console local-aws, console recorded, console engine, console aws',
    );
  });

  it("refuses output without a command", () => {
    assert.equal(sessionOf(fence("console", "printed")), 'a.md:7 must begin with "$ " and a command');
  });
});
