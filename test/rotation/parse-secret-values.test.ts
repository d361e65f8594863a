import assert from "node:assert/strict";
import { parseSecretValues } from "../../rotation/parse-secret-values";

const where = "version 1 of auth-service-prod-config";

describe("parseSecretValues", () => {
  it("reads a JSON object of strings, whatever its keys are called", () => {
    assert.deepEqual(parseSecretValues('{"A":"1","B":""}', where), { A: "1", B: "" });
    const values = parseSecretValues('{"__proto__":"1","constructor":"2"}', where);
    assert.deepEqual(Object.entries(values), [
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  const problems: [string | undefined, string][] = [
    [undefined, `${where} must be text, not binary`],
    ["hunter2", `${where} must be a JSON object of strings, is not JSON`],
    ['"hunter2"', `${where} must be a JSON object of strings, is a string`],
    ["42", `${where} must be a JSON object of strings, is a number`],
    ["null", `${where} must be a JSON object of strings, is null`],
    ['["hunter2"]', `${where} must be a JSON object of strings, is an array`],
    ['{"A":"1","PORT":42}', `PORT in ${where} must be a string, is a number: put it in quotes`],
    ['{"ON":true}', `ON in ${where} must be a string, is a boolean: put it in quotes`],
    ['{"A":null}', `A in ${where} must be a string, is null: put it in quotes`],
    ['{"A":{"B":"hunter2"}}', `A in ${where} must be a string, is an object: put it in quotes`],
    ['{"A":["hunter2"]}', `A in ${where} must be a string, is an array: put it in quotes`],
  ];
  for (const [text, message] of problems) {
    it(`says of ${text ?? "binary"}: ${message}`, () => {
      assert.throws(() => parseSecretValues(text, where), { name: "RotationError", message });
    });
  }
});
