import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import { type StackValidationArgs, validateResourceOfType } from "@pulumi/policy";

import { analyze } from "../../../local/offline/analyze";
import { InputError } from "../../../local/offline/input-error";
import { record } from "../../../local/offline/recorder";

const recordSecret = () => record(() => new aws.secretsmanager.Secret("secret"), { preview: true });

describe("configuredPolicies", () => {
  const policy = {
    name: "limited",
    description: "Has a limit.",
    enforcementLevel: "advisory" as const,
    configSchema: {
      properties: { limit: { type: "number" as const, default: 5 }, note: { type: "string" as const } },
    },
    validateStack: (args: StackValidationArgs, report: (message: string) => void) => {
      report(JSON.stringify(args.getConfig()));
    },
  };
  const reported = async (config?: Parameters<typeof analyze>[2]) =>
    (await analyze([policy], await recordSecret(), config)).map(
      ({ enforcementLevel, message }) => `${enforcementLevel} ${message}`,
    );

  it("gives a policy the defaults of its schema", async () => {
    assert.deepEqual(await reported(), ['advisory {"limit":5}']);
  });

  it("takes a policy's own settings before those of all", async () => {
    assert.deepEqual(await reported({ all: "mandatory" }), ['mandatory {"limit":5}']);
    assert.deepEqual(
      await reported({ all: "mandatory", limited: { limit: 7, enforcementLevel: "advisory" } }),
      ['advisory {"limit":7}'],
    );
    assert.deepEqual(await reported({ limited: "disabled" }), []);
  });

  it("gives the settings to each of a resource policy's functions, and keeps the type that it is for", async () => {
    const validate = validateResourceOfType(aws.secretsmanager.Secret, (_props, args, report) => {
      report(JSON.stringify(args.getConfig()));
    });
    const { configSchema } = policy;
    const both = { name: "both", description: "Both.", configSchema, validateResource: [validate, validate] };
    const violations = await analyze([both], await recordSecret());
    assert.deepEqual(
      violations.map(({ message }) => message),
      ['{"limit":5}', '{"limit":5}'],
    );
  });

  it("refuses settings of a policy that does not exist, and a missing setting", async () => {
    const recording = await recordSecret();
    await assert.rejects(
      analyze([policy], recording, { limted: "mandatory" }),
      new InputError('there is no policy "limted" to configure: use one of all, limited'),
    );
    const demanding = { ...policy, configSchema: { ...policy.configSchema, required: ["note"] } };
    await assert.rejects(
      analyze([demanding], recording),
      new InputError('the policy limited needs the setting "note"'),
    );
  });

  it("gives the settings to both functions of a policy that judges resources and the stack", async () => {
    const { configSchema } = policy;
    const tell = (args: { getConfig: () => object }, report: (message: string) => void) => {
      report(JSON.stringify(args.getConfig()));
    };
    const both = {
      name: "both",
      description: "Both.",
      configSchema,
      validateResource: tell,
      validateStack: tell,
    };
    const violations = await analyze([both], await recordSecret(), { both: { limit: 9 } });
    assert.deepEqual([...new Set(violations.map(({ message }) => message))], ['{"limit":9}']);
    assert.ok(violations.length > 2);
  });
});
