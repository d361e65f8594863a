import assert from "node:assert/strict";
import { errorForPeople, log, logged } from "../../rotation/log";
import { RotationError } from "../../rotation/rotation-error";
import { loggedLines } from "../support/rotation/logged-lines";
import { secretText } from "../support/secret-text";

const entry = { secret: "auth-service-prod-config", step: "setSecret", version: "1" };
const line = '{"secret":"auth-service-prod-config","step":"setSecret","version":"1"';

describe("log", () => {
  it("writes a line of JSON with its own fields alone", async () => {
    const event = { ...entry, outcome: "done", RotationToken: secretText(), values: { A: secretText() } };
    const lines = await loggedLines(() => {
      log(event);
      log({ ...entry, outcome: "failed", milliseconds: 5, error: "RotationError", message: "no" });
    });
    assert.deepEqual(lines, [
      `${line},"outcome":"done"}`,
      `${line},"outcome":"failed","milliseconds":5,"error":"RotationError","message":"no"}`,
    ]);
  });
});

describe("logged", () => {
  it("logs the outcome, its reason and how long it took, and gives the result", async () => {
    const result = { outcome: "invalid", reason: "API_KEY is revoked", values: { API_KEY: secretText() } };
    const lines = await loggedLines(async () => {
      assert.equal(await logged(entry, passing(12), () => Promise.resolve(result)), result);
    });
    assert.deepEqual(lines, [
      `${line},"outcome":"invalid","milliseconds":12,"message":"API_KEY is revoked"}`,
    ]);
  });

  it("logs and throws what a RotationError says, and nothing that hangs on it", async () => {
    const value = secretText();
    const error = new RotationError("API_KEY is refused", { cause: new Error(value) });
    const { lines, thrown } = await failWith(Object.assign(error, { value }));
    const message = "API_KEY is refused";
    assert.deepEqual(lines, [
      `${line},"outcome":"failed","milliseconds":3,"error":"RotationError","message":"${message}"}`,
    ]);
    assert.ok(thrown instanceof RotationError && thrown.message === message);
    assert.equal(thrown.cause, undefined);
    assert.deepEqual(Object.getOwnPropertyNames(thrown).sort(), ["message", "name", "stack"]);
  });

  it("logs and throws the name and code of another error, and not its message", async () => {
    const value = secretText();
    const error = Object.assign(new TypeError(`invalid URI ${value}`), { code: "ERR_INVALID_URL" });
    const { lines, thrown } = await failWith(error);
    const message = "unexpected TypeError (ERR_INVALID_URL)";
    assert.deepEqual(lines, [
      `${line},"outcome":"failed","milliseconds":3,"error":"TypeError","message":"${message}"}`,
    ]);
    assert.ok(thrown instanceof RotationError && thrown.message === message);
    assert.ok(!String(thrown.stack).includes(value));
  });
});

describe("errorForPeople", () => {
  it("copes with codes that are numbers or something else, and with what is no error", () => {
    const coded = (code: unknown) => errorForPeople(Object.assign(new Error("secret"), { code })).message;
    assert.equal(coded(18), "unexpected Error (18)");
    assert.equal(coded({ value: "secret" }), "unexpected Error");
    assert.deepEqual(errorForPeople("secret"), {
      name: "Error",
      message: "something that is not an error was thrown",
    });
  });
});

/** A clock by which all work takes that long. */
function passing(milliseconds: number) {
  let time = 0;
  const now = () => new Date((time += milliseconds));
  return { now, wait: () => Promise.resolve() };
}

async function failWith(error: Error): Promise<{ lines: string[]; thrown: unknown }> {
  let thrown: unknown;
  const lines = await loggedLines(async () => {
    thrown = await logged(entry, passing(3), () => Promise.reject(error)).catch((caught: unknown) => caught);
  });
  return { lines, thrown };
}
