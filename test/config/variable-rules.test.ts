import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { isVariableName, variableProblems } from "../../config/variable-rules";
import { declaredService } from "../support/declared-service";

function problemsOf(settings: Readonly<Record<string, unknown>>): string[] {
  return variableProblems(declaredService(settings), ["services", 0]).map(formatProblem);
}

describe("isVariableName", () => {
  it("accepts letters, digits and _ that do not start with a digit", () => {
    const names = ["A", "_", "a1", "API_KEY", "1A", "API-KEY", "API.KEY", "API KEY", "A=B", "É", "A\n", ""];
    assert.deepEqual(names.filter(isVariableName), ["A", "_", "a1", "API_KEY"]);
  });
});

describe("variableProblems", () => {
  it("refuses the variables that ECS sets", () => {
    const names = [
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_EXECUTION_ENV",
      "ECS_CONTAINER_METADATA_URI",
      "ECS_CONTAINER_METADATA_URI_V4",
      "ECS_AGENT_URI",
    ];
    const environment = Object.fromEntries([...names, "AWS_REGION"].map((name) => [name, "x"]));
    assert.deepEqual(
      problemsOf({ environment }),
      names.map((name) => `services[0].environment.${name} is set by ECS itself: use another name`),
    );
  });

  it("names the first declaration for each later one", () => {
    const keys = { A: { source: "generated" } };
    const secrets = [
      { type: "config", keys },
      { type: "api-keys", keys },
    ];
    assert.deepEqual(problemsOf({ environment: { A: "x" }, secrets }), [
      "services[0].secrets[0].keys.A is declared already in services[0].environment.A: keep one of them",
      "services[0].secrets[1].keys.A is declared already in services[0].environment.A: keep one of them",
    ]);
  });

  it("does not name a credential that was put into a variable's name", () => {
    assert.deepEqual(problemsOf({ environment: { "API_KEY=x": "" } }), [
      'services[0].environment["API_KEY=…"] must be a variable\'s name: letters, digits and _ only, not starting with a digit',
    ]);
  });

  it("accepts variables up to the size of a task definition, commands included", () => {
    const room =
      65536 - Buffer.byteLength(JSON.stringify({ environment: [{ name: "A", value: "" }], command: ["é"] }));
    const environment = (length: number) => ({ environment: { A: "x".repeat(length) }, command: ["é"] });
    assert.deepEqual(problemsOf(environment(room)), []);
    assert.deepEqual(problemsOf(environment(room + 1)), [
      "services[0].environment must fit into a task definition of 65536 bytes, takes 65537 with the commands: shorten or remove variables",
    ]);
  });
});
