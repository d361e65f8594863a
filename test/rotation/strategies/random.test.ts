import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type DeclarationOf } from "../../../rotation/contract/strategy-schema";
import { type SecretValues } from "../../../rotation/secret-values";
import { random } from "../../../rotation/strategies/random";
import { secretText } from "../../support/secret-text";

const plain: DeclarationOf<"random"> = { strategy: "random", length: 40, special: false };
const withOverlap = { ...plain, overlap: { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 } };
const rotation = { secretName: "auth-service-prod-config", token: randomUUID() };

function strategyOf(declaration = plain) {
  const tools = { readSecret: () => Promise.reject(new Error("no secret is read")) };
  return random("JWT_SECRET", declaration, tools);
}

function create(current: SecretValues, declaration = plain): Promise<SecretValues> {
  return strategyOf(declaration).create(current, rotation);
}

describe("the strategy random", () => {
  it("makes a value of the declared length, of letters and digits", async () => {
    const { JWT_SECRET: made = "", ...others } = await create({ JWT_SECRET: "before", OTHER: "kept" });
    assert.match(made, /^[A-Za-z0-9]{40}$/);
    assert.deepEqual(others, {});
    assert.deepEqual(strategyOf().keys, ["JWT_SECRET"]);
    assert.equal(strategyOf().overlap, undefined);
  });

  it("uses every character, each about equally often, and punctuation where declared", async () => {
    for (const [special, characters] of [
      [false, 62],
      [true, 62 + 21],
    ] as const) {
      const { JWT_SECRET: made = "" } = await create({}, { ...plain, length: 100_000, special });
      const counts = new Map<string, number>();
      for (const character of made) counts.set(character, (counts.get(character) ?? 0) + 1);
      assert.equal(counts.size, characters);
      const mean = 100_000 / characters;
      // Six standard deviations and more: by chance once in many million runs.
      for (const count of counts.values())
        assert.ok(Math.abs(count - mean) < 7 * Math.sqrt(mean), `${count}`);
    }
  });

  it("makes another value each time", async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => create({})));
    assert.equal(new Set(made.map(({ JWT_SECRET }) => JWT_SECRET)).size, 50);
  });

  it("moves the value before to the partner key", async () => {
    const before = { JWT_SECRET: secretText(), JWT_SECRET_PREVIOUS: secretText() };
    const { JWT_SECRET: made, ...others } = await create(before, withOverlap);
    assert.notEqual(made, before.JWT_SECRET);
    assert.deepEqual(others, { JWT_SECRET_PREVIOUS: before.JWT_SECRET });
    assert.deepEqual(strategyOf(withOverlap).keys, ["JWT_SECRET", "JWT_SECRET_PREVIOUS"]);
  });

  for (const [what, before] of [
    ["absent", {}],
    ["empty", { JWT_SECRET: "" }],
  ] as const) {
    it(`gives the partner the new value where the value before is ${what}, never an empty one`, async () => {
      const made = await create(before, withOverlap);
      assert.match(made.JWT_SECRET ?? "", /^[A-Za-z0-9]{40}$/);
      assert.equal(made.JWT_SECRET_PREVIOUS, made.JWT_SECRET);
    });
  }

  it("holds an old value while the two differ, and none after its end", () => {
    const { overlap } = strategyOf(withOverlap);
    assert.ok(overlap);
    const values = { JWT_SECRET: secretText(), JWT_SECRET_PREVIOUS: secretText(), OTHER: "kept" };
    assert.equal(overlap.hours, 24);
    assert.equal(overlap.holdsOld(values), true);
    const changes = overlap.end(values);
    assert.deepEqual(changes, { JWT_SECRET_PREVIOUS: values.JWT_SECRET });
    assert.equal(overlap.holdsOld({ ...values, ...changes }), false);
  });

  it("does not end an overlap with an empty value", () => {
    const { overlap } = strategyOf(withOverlap);
    assert.deepEqual(overlap?.end({ JWT_SECRET: "", JWT_SECRET_PREVIOUS: secretText() }), {});
    assert.deepEqual(overlap.end({}), {});
    assert.equal(overlap.holdsOld({}), false);
  });

  it("passes with values of any length for its keys", async () => {
    await strategyOf().test({ JWT_SECRET: "x" });
    await strategyOf(withOverlap).test({ JWT_SECRET: "x", JWT_SECRET_PREVIOUS: "y" });
  });

  for (const [values, message] of [
    [{}, "JWT_SECRET has no value"],
    [{ JWT_SECRET: "", JWT_SECRET_PREVIOUS: "x" }, "JWT_SECRET has no value"],
    [{ JWT_SECRET: "x" }, "JWT_SECRET_PREVIOUS has no value"],
    [{ JWT_SECRET: "x", JWT_SECRET_PREVIOUS: "" }, "JWT_SECRET_PREVIOUS has no value"],
  ] as const) {
    it(`fails where ${message}, given ${JSON.stringify(Object.keys(values))}`, async () => {
      await assert.rejects(strategyOf(withOverlap).test(values), { name: "RotationError", message });
    });
  }

  it("has nothing to set or to retire anywhere", async () => {
    const [old, next] = [{ JWT_SECRET: secretText() }, { JWT_SECRET: secretText() }];
    await strategyOf().set(next, old, rotation);
    await strategyOf().retire(old, next);
  });
});
