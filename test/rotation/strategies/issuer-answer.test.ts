import assert from "node:assert/strict";
import { itemsAt, jsonOf, textAt } from "../../../rotation/strategies/issuer-answer";
import { TargetError } from "../../../rotation/target-error";
import { secretText } from "../../support/secret-text";

const place = "POST api.example.com/v1/keys";

describe("an issuer's answer", () => {
  it("is read at a JSON pointer, with escapes, in lists and at the top", () => {
    const json = { data: [{ "a/b": { "c~d": "found" } }], "": { top: "t" }, 0: "zero" };
    assert.equal(textAt(json, "/data/0/a~1b/c~0d", place), "found");
    assert.equal(textAt(json, "//top", place), "t");
    assert.equal(textAt(json, "/0", place), "zero");
    assert.deepEqual(itemsAt([1, 2], "", place), [1, 2]);
    assert.deepEqual(itemsAt({ keys: [] }, "/keys", place), []);
  });

  it("may hold a number as an id", () => {
    assert.equal(textAt({ id: 12 }, "/id", place), "12");
  });

  for (const [what, json] of [
    ["absent", {}],
    ["null", { id: null }],
    ["empty", { id: "" }],
    ["an object", { id: {} }],
    ["a number that JSON cannot hold", { id: 2 ** 60 }],
    ["a fraction", { id: 1.5 }],
  ] as const) {
    it(`is refused where a text is ${what}`, () => {
      const message = `${place} answered without text at /id`;
      assert.throws(() => textAt(json, "/id", place), new TargetError(message));
    });
  }

  it("has no text in what every object inherits", () => {
    assert.throws(() => textAt({}, "/constructor/name", place), {
      message: `${place} answered without text at /constructor/name`,
    });
  });

  it("is refused where an array is something else", () => {
    assert.throws(() => itemsAt({ keys: {} }, "/keys", place), {
      message: `${place} answered without an array at /keys`,
    });
    assert.throws(() => itemsAt({}, "", place), { message: `${place} answered without an array at its top` });
  });

  it("is read as JSON, and not quoted where it is none", () => {
    assert.deepEqual(jsonOf({ status: 200, body: '{"id":1}' }, place), { id: 1 });
    assert.throws(
      () => jsonOf({ status: 200, body: `key: ${secretText()}` }, place),
      new TargetError(`${place} answered something that is not JSON`),
    );
  });
});
