import assert from "node:assert/strict";

import { judgeText } from "../../policy-pack/judge-text";
import { notKnown, type Value } from "../../policy-pack/known-values";

const place = { place: "web, size", property: "sizes" };

const judge = (holder: Value) =>
  judgeText(holder, "size", place, (text) => {
    if (text === undefined) return "is missing";
    return text === "small" ? undefined : `is ${text}`;
  });

describe("judgeText", () => {
  it("finds nothing in a text without a problem, whatever the case of its key", () => {
    assert.deepEqual(judge({ size: "small" }), []);
    assert.deepEqual(judge({ Size: "small" }), []);
  });

  it("reads numbers and booleans as text", () => {
    assert.deepEqual(judge({ size: 3 }), [{ fault: "web, size is 3" }]);
    assert.deepEqual(judge({ size: true }), [{ fault: "web, size is true" }]);
  });

  it("judges absence, null and an empty list as no text", () => {
    const holders: Value[] = [{}, { size: null }, { size: [] }, null, "text"];
    for (const holder of holders) assert.deepEqual(judge(holder), [{ fault: "web, size is missing" }]);
  });

  it("doubts what is not known, be it the text or all that holds it", () => {
    const doubt = [{ doubt: "web, size", property: "sizes" }];
    assert.deepEqual(judge({ size: notKnown }), doubt);
    assert.deepEqual(judge(notKnown), doubt);
  });

  it("finds the one fault among values of keys that differ in case", () => {
    assert.deepEqual(judge({ size: "small", Size: "large" }), [{ fault: "web, size is large" }]);
    assert.deepEqual(judge({ size: notKnown, Size: "large" }), [{ fault: "web, size is large" }]);
    assert.deepEqual(judge({ size: "small", Size: notKnown }), [{ doubt: "web, size", property: "sizes" }]);
  });
});
