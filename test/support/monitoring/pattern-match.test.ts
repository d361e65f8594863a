import assert from "node:assert/strict";

import { matches } from "./pattern-match";

/** The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html */
const trailEvent = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
  ThisFlag: true,
};
const userEvent = {
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

const examples: [string, object, boolean][] = [
  ['{ $.eventType = "UpdateTrail" }', trailEvent, true],
  ["{ $.sourceIPAddress != 123.123.* }", trailEvent, true],
  ["{ $.sourceIPAddress != 111.111.* }", trailEvent, false],
  ['{ $.arrayKey[0] = "value" }', trailEvent, true],
  ['{ $.arrayKey[1] = "value" }', trailEvent, false],
  ["{ $.eventType = %Trail% }", trailEvent, true],
  ["{ $.arrayKey[*] = %val.{2}% }", trailEvent, true],
  ["{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }", trailEvent, true],
  ["{ $.objectList[1].id = 2 }", trailEvent, true],
  ["{ $.['cluster.name'] = \"c\" }", trailEvent, true],
  ["{ $.SomeObject IS NULL }", trailEvent, true],
  ["{ $.eventType IS NULL }", trailEvent, false],
  ["{ $.SomeOtherObject NOT EXISTS }", trailEvent, true],
  ["{ $.SomeObject NOT EXISTS }", trailEvent, false],
  ["{ $.ThisFlag IS TRUE }", trailEvent, true],
  ["{ $.ThisFlag IS FALSE }", trailEvent, false],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', userEvent, true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', userEvent, false],
  [
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
    userEvent,
    true,
  ],
  [
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
    userEvent,
    false,
  ],
  ["{ $.users = 1 }", { users: [1, 2, 3] }, false],
  ["{ $.users != 1 }", { users: [1, 2, 3] }, false],
  ["{ $.latency >= 500 }", { latency: 500 }, true],
  ["{ $.numbers[0] < 10e3 }", { numbers: [9999] }, true],
  ["{ $.numbers[0] < 10e-3 }", { numbers: [1] }, false],
  ["{ $.processes[4].averageRuntime <= 55.5 }", { processes: [0, 0, 0, 0, { averageRuntime: 55.5 }] }, true],
  ["{ $.errorCode = 400 }", { errorCode: 400 }, true],
  ["{ $.errorCode != 500 }", { errorCode: 400 }, true],
  ["{ $.latency > +1000 }", { latency: 1000 }, false],
  ["{ $.foo = bar || $.foo = baz }", { foo: "baz" }, true],
  ["{$.foo = bar}", { foo: "baz" }, false],
  ["{ $.name = *Event }", { name: "PutEvent" }, true],
  ["{ $.name = Event* }", { name: "EventId" }, true],
  ["{ $.name = Ev*ent }", { name: "Evxent" }, false],
  ["{ $.name = Ev*ent }", { name: "Ev*ent" }, true],
  [
    '{ $.eventName = "GetSecretValue" && $.errorMessage = "*secret because it was marked for deletion*" }',
    {
      eventName: "GetSecretValue",
      errorMessage: "You can't perform this operation on the secret because it was marked for deletion.",
    },
    true,
  ],
];

describe("the evaluator of filter patterns", () => {
  for (const [pattern, event, expected] of examples) {
    it(`says ${expected ? "yes" : "no"} to ${pattern} for ${JSON.stringify(event).slice(0, 60)}`, () => {
      assert.equal(matches(pattern, event), expected);
    });
  }

  it("can decide either way what differs from a field that is missing", () => {
    assert.equal(matches("{ $.absent != 1 }", {}), false);
    assert.equal(matches("{ $.absent != 1 }", {}, { missingDiffers: true }), true);
  });

  const refusals: [string, string, RegExp][] = [
    ["no braces", '$.a = "b"', /^expected \{/],
    ["EXISTS", "{ $.a EXISTS }", /"EXISTS" is no operator/],
    ["IS NOT", "{ $.a IS NOT }", /"IS NOT" is not supported/],
    ["a comparison of texts by size", '{ $.a > "b" }', /compares numbers only/],
    ["something behind the end", "{ $.a = 1 } }", /something follows/],
    ["an open parenthesis", "{ ($.a = 1 }", /expected \)/],
    ["a field without $", "{ a = 1 }", /expected a selector/],
    ["a bad selector", "{ $.a..b = 1 }", /is no selector/],
    ["no selector", "{ $ = 1 }", /is no selector/],
    ["no value", "{ $.a = ) }", /is no value/],
    ["another character", "{ $.a = 'b' }", /cannot read the pattern from/],
    ["more than 1024 characters", `{ $.a = "${"b".repeat(1024)}" }`, /longer than 1024/],
    ["two wildcards in a selector", "{ $.a[*].b[*] = 1 }", /one wildcard/],
    [
      "four wildcard selectors",
      "{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }",
      /three wildcard selectors/,
    ],
  ];
  for (const [what, pattern, message] of refusals) {
    it(`refuses ${what}`, () => {
      assert.throws(() => matches(pattern, {}), { name: "SyntaxError", message });
    });
  }
});
