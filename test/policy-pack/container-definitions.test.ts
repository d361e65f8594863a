import assert from "node:assert/strict";

import {
  type Container,
  inspectContainers,
  secretReferencesOf,
  textsOf,
} from "../../policy-pack/container-definitions";
import { type Fields, notKnown, type Value } from "../../policy-pack/known-values";

const container = (definition: Value): Container => ({ label: "web", definition, property: "containers" });

/** What is read out of a resource's inputs, and what is found wrong with them as a whole. */
function read(type: string, inputs: Fields, reportUnreadable = false) {
  const containers: Container[] = [];
  const check = (each: Container) => {
    containers.push(each);
    return [];
  };
  const inspect = inspectContainers(check, { reportUnreadable })[type];
  const findings = inspect?.(inputs, { project: "shop", stack: "prod", environment: "prod", config: {} });
  return { containers, findings };
}

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const fargateTask = "secret-backed-services:components:FargateTask";

describe("inspectContainers", () => {
  it("reads a JSON text, a list, and names in any case", () => {
    const definitions: Value[] = [{ name: "web" }, { Name: "proxy" }, {}];
    const labels = ['container "web"', 'container "proxy"', "container 2"];
    const containersOf = (property: string) =>
      definitions.map((definition, index) => ({ label: labels[index], definition, property }));
    assert.deepEqual(
      read(taskDefinition, { containerDefinitions: JSON.stringify(definitions) }).containers,
      containersOf("containerDefinitions"),
    );
    assert.deepEqual(read(fargateTask, { containers: definitions }).containers, containersOf("containers"));
  });

  it("has a doubt of a document or a container that is not known", () => {
    assert.deepEqual(read(fargateTask, { containers: notKnown }).findings, [
      { doubt: "containers", property: "containers", wholeDocument: true },
    ]);
    assert.deepEqual(read(fargateTask, { containers: [{}, notKnown] }).findings, [
      { doubt: "container 1", property: "containers" },
    ]);
  });

  it("finds fault with what is no list, for the one policy that asks for it", () => {
    const fault =
      "containers is not a JSON list of container definitions, so nothing in it can be checked: build it with pulumi.jsonStringify";
    const inputsOfNone: Fields[] = [{ containers: "{" }, { containers: "{}" }, { containers: 1 }, {}];
    for (const inputs of inputsOfNone) {
      assert.deepEqual(read(fargateTask, inputs).findings, []);
      assert.deepEqual(read(fargateTask, inputs, true).findings, [{ fault }]);
    }
  });
});

describe("textsOf", () => {
  it("gives every text with its place and, where it has one, its name", () => {
    const definition: Value = {
      environment: [{ name: "A", value: "1" }, { value: 2 }, { name: "UNSET" }, notKnown],
      entryPoint: ["run"],
      command: ["--password", "3", "-v"],
      healthCheck: { command: ["CMD", notKnown] },
      dockerLabels: { label: true },
      logConfiguration: { options: { group: "logs" } },
    };
    assert.deepEqual(textsOf(container(definition)), [
      { place: "web, environment A", name: "A", text: "1" },
      { place: "web, environment [1]", text: "2" },
      { place: "web, environment [3]", text: notKnown },
      { place: "web, entryPoint[0]", text: "run" },
      { place: "web, command[0]", text: "--password" },
      { place: "web, command[1]", name: "password", text: "3" },
      { place: "web, command[2]", text: "-v" },
      { place: "web, healthCheck.command[0]", text: "CMD" },
      { place: "web, healthCheck.command[1]", text: notKnown },
      { place: "web, dockerLabels label", name: "label", text: "true" },
      { place: "web, logConfiguration.options group", name: "group", text: "logs" },
    ]);
  });

  it("gives one unknown text for what is unknown as a whole", () => {
    const definition: Value = { dockerLabels: notKnown, logConfiguration: notKnown };
    assert.deepEqual(textsOf(container(definition)), [
      { place: "web, dockerLabels", text: notKnown },
      { place: "web, logConfiguration.options", text: notKnown },
    ]);
  });

  it("gives none of a definition that is no object", () => {
    for (const definition of [null, 1, "text", ["text"]])
      assert.deepEqual(textsOf(container(definition)), []);
  });
});

describe("secretReferencesOf", () => {
  it("gives every reference with its place", () => {
    const definition: Value = {
      secrets: [{ name: "A", valueFrom: "arn" }, { name: "B", valueFrom: notKnown }, {}, notKnown],
      logConfiguration: { SecretOptions: [{ Name: "token", ValueFrom: "arn" }] },
    };
    assert.deepEqual(secretReferencesOf(container(definition)), [
      { place: "web, secrets A", valueFrom: "arn" },
      { place: "web, secrets B", valueFrom: notKnown },
      { place: "web, secrets[2]", valueFrom: undefined },
      { place: "web, secrets[3]", valueFrom: notKnown },
      { place: "web, logConfiguration.secretOptions token", valueFrom: "arn" },
    ]);
  });
});
