import assert from "node:assert/strict";

import fc from "fast-check";

import { parseDockerfile } from "../../policy-pack/dockerfile";

describe("parseDockerfile", () => {
  it("gives the texts of each instruction, under its label and at its line", () => {
    const { texts } = parseDockerfile(
      ["FROM node:20", "ENV A=1 \\", '  B="2 3"', "RUN a \\", "  # why", "  b", 'CMD ["c", "d e"]'].join(
        "\n",
      ),
    );
    assert.deepEqual(
      texts.map(({ line, label, text, writtenLines }) => [
        line,
        label,
        text.split(/\s+/),
        writtenLines.length,
      ]),
      [
        [1, "FROM", ["node:20"], 1],
        [2, "ENV A", ["1"], 1],
        [3, "ENV B", ["2", "3"], 1],
        [4, "RUN", ["a", "#", "why", "b"], 3],
        [7, "CMD", ["c", "d", "e"], 1],
      ],
    );
  });

  it("gives what COPY and ADD take, with variables in their defaults", () => {
    const { copies } = parseDockerfile(
      [
        "ARG FOLDER=src",
        "FROM node:20",
        "COPY --exclude=*.md --exclude=docs . /app/",
        'ADD ["a b", "c", "/app/"]',
        "ARG FOLDER",
        "ARG OTHER=lib",
        "COPY --from=build /x $OTHER/y /app/",
        "ONBUILD COPY z /app/",
        "COPY <<EOF d /app/",
        "text text",
        "EOF",
      ].join("\n"),
    );
    const from = { excluded: [], fromContext: true };
    assert.deepEqual(copies, [
      { line: 3, keyword: "COPY", sources: ["."], excluded: ["*.md", "docs"], fromContext: true },
      { ...from, line: 4, keyword: "ADD", sources: ["a b", "c"] },
      { ...from, line: 7, keyword: "COPY", sources: ["/x", "lib/y"], fromContext: false },
      { ...from, line: 8, keyword: "COPY", sources: ["z"] },
      { ...from, line: 9, keyword: "COPY", sources: ["d"] },
    ]);
  });

  it("knows the build arguments of all stages, with a default and without", () => {
    const { buildArguments } = parseDockerfile("ARG A\nFROM a\nARG B=1 C\nFROM b\nARG D=");
    assert.deepEqual([...buildArguments], ["A", "B", "C", "D"]);
  });

  it("never fails, whatever a Dockerfile holds", () => {
    const words = `FROM ENV ARG RUN COPY ADD ONBUILD LABEL HEALTHCHECK CMD [ ] " ' \\ = $ \${ <<EOF <<- EOF
      --from= --mount=type=secret # escape= \` , A B`.split(/\s+/);
    const piece = fc.oneof(fc.constantFrom(...words, " ", "\n", "\r\n", "\\\n"), fc.string({ maxLength: 3 }));
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" "));
    fc.assert(
      fc.property(text, (written) => {
        parseDockerfile(written);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});
