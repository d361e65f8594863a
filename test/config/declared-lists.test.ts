import assert from "node:assert/strict";

import { entriesOf, repeatedProblems, validServices } from "../../config/declared-lists";
import { formatProblem } from "../../config/problems";

const valid = { name: "a", image: "nginx:1", cpu: 256, memory: 512 };

describe("entriesOf", () => {
  it("gives a list's entries, and none of what is no list", () => {
    assert.deepEqual([[1, 2], { 0: 1 }, "ab", null, undefined].map(entriesOf), [[1, 2], [], [], [], []]);
  });
});

describe("validServices", () => {
  it("keeps each service that is well-formed, with its place", () => {
    const services = validServices([null, valid, { ...valid, cpu: "256" }, { ...valid, name: "b" }, "c"]);
    assert.deepEqual(
      services.map(({ service, index }) => [index, service.name, service.desiredCount]),
      [
        [1, "a", 1],
        [3, "b", 1],
      ],
    );
  });
});

describe("repeatedProblems", () => {
  it("finds what is declared twice in services that are otherwise wrong", () => {
    const services = [
      { name: "a", secrets: [{ type: "config" }, {}, { type: "config" }] },
      5,
      { name: "a" },
      { name: 1 },
    ];
    assert.deepEqual(repeatedProblems(services).map(formatProblem), [
      'services[2].name is declared already in services[0].name: keep one of them (got "a")',
      'services[0].secrets[2].type is declared already in services[0].secrets[0].type: keep one of them (got "config")',
    ]);
  });

  it("lets each service have a secret of each type", () => {
    const secrets = [{ type: "config" }, { type: "api-keys" }, { type: "credentials" }];
    assert.deepEqual(
      repeatedProblems([
        { name: "a", secrets },
        { name: "b", secrets },
      ]),
      [],
    );
  });

  it("has nothing to say of what is no list", () => {
    assert.deepEqual([undefined, "a", {}].flatMap(repeatedProblems), []);
  });
});
