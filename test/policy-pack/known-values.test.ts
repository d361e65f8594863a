import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import { unknownCheckingProxy } from "@pulumi/policy";

import {
  entriesOf,
  notKnown,
  parseJson,
  readProperties,
  textAt,
  textOf,
  type Value,
  valuesAt,
} from "../../policy-pack/known-values";

declare module "@pulumi/policy/proxy" {
  /** What the runtime wraps properties in before a policy sees them. */
  export function unknownCheckingProxy(properties: object): object;
}

const unknown = pulumi.runtime.unknownValue;

describe("readProperties", () => {
  it("copies what is known and marks what is not, at every depth", () => {
    const proxy = unknownCheckingProxy({
      name: "web",
      count: 2,
      on: true,
      nothing: null,
      arn: unknown,
      list: ["a", unknown, { arn: unknown, name: "b" }, [unknown]],
      map: { arn: unknown, inner: { text: "c" } },
    });
    assert.deepEqual(readProperties(proxy), {
      name: "web",
      count: 2,
      on: true,
      nothing: null,
      arn: notKnown,
      list: ["a", notKnown, { arn: notKnown, name: "b" }, [notKnown]],
      map: { arn: notKnown, inner: { text: "c" } },
    });
  });

  it("lets every other error through", () => {
    const holder = {
      get broken() {
        throw new RangeError("broken");
      },
    };
    assert.throws(() => readProperties(holder), new RangeError("broken"));
  });

  it("takes what is no JSON value for null", () => {
    assert.deepEqual(readProperties({ run: () => 1, missing: undefined }), { run: null, missing: null });
  });
});

describe("parseJson", () => {
  it("reads JSON and gives undefined for what is none", () => {
    assert.deepEqual(parseJson('{"a":[1,null]}'), { a: [1, null] });
    assert.equal(parseJson("{a"), undefined);
  });
});

describe("valuesAt", () => {
  it("gives one value and a list of values alike", () => {
    assert.deepEqual(valuesAt({ Action: "a" }, "Action"), ["a"]);
    assert.deepEqual(valuesAt({ Action: ["a", "b"] }, "Action"), ["a", "b"]);
  });

  it("ignores the key's case and joins keys that differ in nothing else", () => {
    assert.deepEqual(valuesAt({ Environment: ["a"], environment: ["b"] }, "environment"), ["a", "b"]);
  });

  it("is empty for null, absence and holders that are no objects", () => {
    const holders: Value[] = [{ key: null }, {}, null, "text", 1, true, ["key"]];
    for (const holder of holders) assert.deepEqual(valuesAt(holder, "key"), []);
  });

  it("holds one unknown for what is unknown as a whole", () => {
    assert.deepEqual(valuesAt(notKnown, "key"), [notKnown]);
    assert.deepEqual(valuesAt({ key: notKnown }, "key"), [notKnown]);
  });
});

describe("textAt", () => {
  it("gives texts, numbers and booleans as text, and nothing else", () => {
    const holder: Value = { text: "a", number: 1, flag: false, list: [["a"]], map: {}, unknown: notKnown };
    const keys = [...Object.keys(holder), "absent"];
    assert.deepEqual(
      keys.map((key) => textAt(holder, key)),
      ["a", "1", "false", undefined, undefined, notKnown, undefined],
    );
  });
});

describe("textOf", () => {
  it("gives nothing for null", () => {
    assert.equal(textOf(null), undefined);
  });
});

describe("entriesOf", () => {
  it("gives the entries of objects only", () => {
    assert.deepEqual(entriesOf({ a: 1 }), [["a", 1]]);
    const others: Value[] = [null, notKnown, "text", 1, ["a"]];
    for (const value of others) assert.deepEqual(entriesOf(value), []);
  });
});
