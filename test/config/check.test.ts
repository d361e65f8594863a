import assert from "node:assert/strict";

import { checkStack, formatProblems, type StackInput } from "../../config/check";
import { type ReadValue } from "../../config/first-values";
import { balanced } from "../support/breakages/breakage";
import { changed, type Settings, validSettings } from "../support/stack-config";
import { secretText } from "../support/secret-text";

const supplied: ReadValue = () => ({ text: secretText(), encrypted: true });

function check(changes: Settings, input: Partial<StackInput> = {}) {
  return checkStack({
    stack: "test",
    raw: changed(validSettings, changes),
    otherKeys: ["auth-service-test-config.API_KEY"],
    read: supplied,
    ...input,
  });
}

/** The paths of the problems found, in order. */
function pathsOf(changes: Settings, input: Partial<StackInput> = {}): string[] {
  const checked = check(changes, input);
  return checked.valid ? [] : checked.problems.map(({ path }) => path);
}

describe("checkStack", () => {
  it("gives the declaration with the schema's defaults", () => {
    const checked = check({});
    assert.ok(checked.valid);
    assert.equal(checked.environment, "test");
    assert.deepEqual(checked.declared.tags, {});
    assert.deepEqual(
      checked.declared.services.map(({ name, desiredCount, user, stopTimeout }) => ({
        name,
        desiredCount,
        user,
        stopTimeout,
      })),
      [{ name: "auth-service", desiredCount: 1, user: "10001:10001", stopTimeout: 30 }],
    );
  });

  it("looks at nothing else when the stack is unknown", () => {
    assert.deepEqual(pathsOf({ services: 5 }, { stack: "dev" }), ["stack"]);
  });

  it("goes on checking where it can when something is malformed", () => {
    const changes = {
      network: 5,
      "services[1]": { name: "b", image: "nginx:1", cpu: 256, memory: 1 },
      "services[2]": { name: "c", memory: 1 },
      tags: { Name: "x" },
    };
    assert.deepEqual(pathsOf(changes, { read: () => undefined }), [
      "network",
      "services[2].image",
      "services[2].cpu",
      "services[1].memory",
      "auth-service-test-config.API_KEY",
    ]);
  });

  it("checks shared settings although the services are malformed", () => {
    assert.deepEqual(pathsOf({ services: "x", tags: { Name: "x" } }), ["services", "tags.Name"]);
  });

  it("does not hold a malformed service's first values against it", () => {
    assert.deepEqual(pathsOf({ "services[0].cpu": "256" }), ["services[0].cpu"]);
    assert.deepEqual(pathsOf({ "services[0].name": "Auth" }), ["services[0].name"]);
  });

  it("looks at regions only where it is told one", () => {
    assert.deepEqual(pathsOf(balanced()), []);
    assert.deepEqual(pathsOf(balanced(), { region: "eu-west-1" }), []);
    assert.deepEqual(pathsOf(balanced(), { region: "us-east-1" }), [
      "services[0].loadBalancer.certificateArn",
    ]);
  });
});

describe("formatProblems", () => {
  it("counts the problems and gives each a line", () => {
    const one = { path: "a", rule: "must be 1", got: "2" };
    const other = { path: "b", rule: "is missing: set it" };
    assert.equal(
      formatProblems("prod", [one]),
      'stack "prod" has 1 problem in its configuration:\n  - a must be 1 (got 2)',
    );
    assert.equal(
      formatProblems("prod", [one, other]),
      'stack "prod" has 2 problems in its configuration:\n  - a must be 1 (got 2)\n  - b is missing: set it',
    );
  });
});
