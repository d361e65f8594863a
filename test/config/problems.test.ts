import assert from "node:assert/strict";

import { formatPath, formatProblem, problemAt } from "../../config/problems";
import { secretText } from "../support/secret-text";

describe("formatPath", () => {
  const cases: [path: PropertyKey[], text: string][] = [
    [[], ""],
    [["network"], "network"],
    [["services", 0, "secrets", 12, "type"], "services[0].secrets[12].type"],
    [["tags", "cost.center"], 'tags["cost.center"]'],
    [["tags", ""], 'tags[""]'],
    [["services", 0, "secrets", 0, "keys", "api-key"], "services[0].secrets[0].keys.api-key"],
    [["auth-service-test-config.API_KEY"], "auth-service-test-config.API_KEY"],
    [["services", 0, "environment", "API_KEY=x\ny"], 'services[0].environment["API_KEY=…"]'],
    [["API_KEY=x"], "API_KEY=…"],
    [[""], '""'],
    [["a b\u001b[2J"], String.raw`"a b\u001b[2J"`],
  ];
  for (const [path, text] of cases) {
    it(`writes ${JSON.stringify(path)} as ${text}`, () => {
      assert.equal(formatPath(path), text);
    });
  }
});

describe("problemAt", () => {
  const got = (path: PropertyKey[], value: unknown) => problemAt(path, "must differ", value).got;

  it("quotes what is short, and counts what is long", () => {
    assert.equal(got(["x"], "a"), '"a"');
    assert.equal(got(["x"], 'a "b"'), '"a "b""');
    assert.equal(got(["x"], "a\u001b[2J\u200b"), String.raw`"a\u001b[2J​"`);
    assert.equal(got(["x"], 5), "5");
    assert.equal(got(["x"], false), "false");
    assert.equal(got(["x"], "a".repeat(150)), `"${"a".repeat(150)}"`);
    assert.equal(got(["x"], "a".repeat(151)), "text of 151 characters");
    assert.equal(got(["x"], "a\nb"), "text of 3 characters");
    assert.equal(got(["x"], [1, 2]), "a list of 2");
    assert.equal(got(["x"], { a: 1 }), "an object");
    assert.equal(got(["x"], null), undefined);
    assert.equal(got(["x"], undefined), undefined);
  });

  it("does not quote an address with a user and a password", () => {
    const address = `mongodb://user:${secretText()}@db.example.com`;
    assert.equal(got(["services", 0, "image"], address), `text of ${address.length} characters`);
    assert.equal(got(["services", 0, "image"], "nginx:1@sha256:0"), '"nginx:1@sha256:0"');
  });

  it("does not quote text, numbers or switches where credentials are put by mistake", () => {
    for (const setting of ["environment", "command", "tags", "keys", "description"]) {
      for (const value of [secretText(), 4711, true]) {
        assert.equal(got(["services", 0, setting, "A"], value), undefined, setting);
      }
      assert.equal(got(["services", 0, setting], [1]), "a list of 1");
    }
  });

  it("quotes the length of a key's value", () => {
    assert.equal(got(["services", 0, "secrets", 0, "keys", "A", "length"], 8), "8");
  });

  it("quotes registry credentials only when they are an ARN", () => {
    assert.equal(got(["registryCredentialsArn"], "arn:aws:x"), '"arn:aws:x"');
    assert.equal(got(["registryCredentialsArn"], secretText()), undefined);
    assert.equal(got(["registryCredentialsArn"], 5), undefined);
  });
});

describe("formatProblem", () => {
  it("writes path, rule and value got in one line", () => {
    assert.equal(formatProblem(problemAt(["a", 0], "must be 1", 2)), "a[0] must be 1 (got 2)");
    assert.equal(formatProblem(problemAt(["a", 0], "is missing")), "a[0] is missing");
  });
});
