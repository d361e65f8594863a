import assert from "node:assert/strict";

import { readEnvironmentOutputs } from "../../config/environment-outputs";
import { environmentOutputs } from "../support/part";

const stack = "organization/secret-backed-services/test";
const refusal = (missing: string) =>
  `the outputs of stack ${stack} lack what its parts need, or have it in another form (${missing}): deploy that stack first, with the same version of this program`;

/** The outputs without one of them. */
function without(name: keyof typeof environmentOutputs): Record<string, unknown> {
  return Object.fromEntries(Object.entries(environmentOutputs).filter(([key]) => key !== name));
}

describe("readEnvironmentOutputs", () => {
  it("reads what the stack of an environment says, with defaults for what it leaves out", () => {
    const read = readEnvironmentOutputs(stack, environmentOutputs);
    assert.ok(read.valid);
    const { settings, ...resources } = read.outputs;
    const { settings: declared, ...expected } = environmentOutputs;
    assert.deepEqual(resources, expected);
    assert.deepEqual(settings.network, declared.network);
    assert.equal(settings.monitoring.accessThreshold, 10);
    assert.deepEqual(settings.monitoring.subscriptions, { emails: [], urls: [], slack: [], teams: [] });
  });

  const names = Object.keys(environmentOutputs) as (keyof typeof environmentOutputs)[];
  for (const name of names.filter((each) => each !== "endpoints")) {
    it(`says that ${name} is missing, and what to do`, () => {
      assert.deepEqual(readEnvironmentOutputs(stack, without(name)), {
        valid: false,
        message: refusal(`environment.${name}`),
      });
    });
  }

  const wrong: [string, unknown, string][] = [
    ["a stack without the output", undefined, "environment"],
    [
      "ids of another form",
      { ...environmentOutputs, privateSubnetIds: "subnet-1", clusterName: "" },
      "environment.privateSubnetIds, environment.clusterName",
    ],
    [
      "a setting that is not known here",
      { ...environmentOutputs, settings: { ...environmentOutputs.settings, access: { owners: ["ann"] } } },
      "environment.settings.access",
    ],
  ];
  for (const [title, value, missing] of wrong) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(readEnvironmentOutputs(stack, value), { valid: false, message: refusal(missing) });
    });
  }
});
