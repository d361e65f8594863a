import official from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import { Ajv } from "ajv";

// The schema is of draft 4 of JSON Schema, which in all that it uses means what the present one means.
const schema = Object.fromEntries(
  Object.entries(official).filter(([key]) => key !== "$schema" && key !== "id"),
);
const validate = new Ajv({
  strict: false,
  unicodeRegExp: false,
  validateFormats: false,
  allErrors: true,
}).compile(schema);

/** What the official schema of SARIF 2.1.0 has against a log, each as path and message. */
export function sarifProblems(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
