import assert from "node:assert/strict";

import { type StackConfig } from "../../config";
import { partSettings } from "../support/part";
import { changed, problemsIn, readStack, type Settings, validSettings } from "../support/stack-config";
import { secretText } from "../support/secret-text";

const key = "checkout-test-api-keys.PARTNER_KEY";
const values = { [key]: secretText() };
const only = "is a setting of the whole environment: remove it here, and set it in test";

/** What is wrong with the stack test-payments, without the heading. */
async function problems(changes: Settings, stack = "test-payments"): Promise<string[]> {
  const settings = changed(partSettings("test"), changes);
  return (await problemsIn({ settings, stack, values })).slice(1).map((line) => line.replace("  - ", ""));
}

describe("the declaration of a part", () => {
  it("has services, and defaults by its environment", async () => {
    const config = await readStack({ settings: partSettings("test"), stack: "test-payments", values });
    const { environment, stack, part, deletionProtection, recoveryWindowInDays, logRetentionInDays } = config;
    assert.deepEqual(
      { environment, stack, part, deletionProtection, recoveryWindowInDays, logRetentionInDays },
      {
        environment: "test",
        stack: "test-payments",
        part: "payments",
        deletionProtection: false,
        recoveryWindowInDays: 7,
        logRetentionInDays: 30,
      },
    );
    assert.deepEqual([...config.suppliedValues.keys()], ["checkout-test-api-keys"]);
  });

  for (const name of ["test", "acme/secret-backed-services/test"]) {
    it(`takes ${name} for the stack of its environment`, async () => {
      assert.deepEqual(await problems({ environmentStack: name }), []);
    });
  }

  const wrong: [string, Settings, string[]][] = [
    [
      "no stack of the environment",
      { environmentStack: undefined },
      [
        'stack must be test, or set environmentStack for a part of the services of test, or replicaOf for replicas of their secrets in another Region (got "test-payments")',
      ],
    ],
    [
      "replicas of another Region's secrets",
      { replicaOf: "eu-central-1" },
      [
        'environmentStack is for a stack with a part of the services of test, and replicaOf for one that uses replicas of their secrets: remove one of them (got "test")',
      ],
    ],
    [
      "replicas in other Regions",
      { replicaRegions: ["eu-central-1"] },
      [
        "replicaRegions is not for a part of an environment: keep the services whose secrets are replicated in test",
      ],
    ],
    [
      "another environment's stack",
      { environmentStack: "acme/secret-backed-services/prod" },
      [
        'environmentStack must be the stack that makes test: test, or <organization>/<project>/test (got "acme/secret-backed-services/prod")',
      ],
    ],
    [
      "a stack's name of another form",
      { environmentStack: "acme/test" },
      [
        'environmentStack must be the name of a stack: <stack>, or <organization>/<project>/<stack> (got "acme/test")',
      ],
    ],
    ["a network", { network: validSettings.network }, [`network ${only}`]],
    ["a cluster", { cluster: "shared" }, [`cluster ${only}`]],
    ["people with access", { access: { developers: { roles: ["developer"] } } }, [`access ${only}`]],
    ["rollouts", { rollout: { maximumConcurrentDeployments: 2 } }, [`rollout ${only}`]],
    ["alarms", { monitoring: { accessThreshold: 5 } }, [`monitoring ${only}`]],
    ["a pipeline", { delivery: {} }, [`delivery ${only}`]],
    ["no services", { services: [] }, ["services must have at least 1 entry (got a list of 0)"]],
    [
      "a service that is wrong",
      { "services[0].cpu": 300 },
      ["services[0].cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, 32768 (got 300)"],
    ],
    [
      "tags that are the program's own",
      { tags: { Part: "other" } },
      ["tags.Part is set by the program: remove it"],
    ],
  ];
  for (const [title, changes, expected] of wrong) {
    it(`is refused with ${title}`, async () => {
      assert.deepEqual(await problems(changes), expected);
    });
  }

  it("names the part's own stack in commands", async () => {
    const settings = partSettings("test");
    assert.deepEqual(await problemsIn({ settings, stack: "test-payments" }), [
      'stack "test-payments" has 1 problem in its configuration:',
      `  - ${key} is missing: supply the key's first value with pulumi config set --secret --stack test-payments ${key}`,
    ]);
  });

  it("may not let prod's secrets be deleted at once", async () => {
    const settings = changed(partSettings("prod"), { recoveryWindowInDays: 0 });
    const own = { "checkout-prod-api-keys.PARTNER_KEY": secretText() };
    assert.deepEqual(await problemsIn({ settings, stack: "prod-payments", values: own }), [
      'stack "prod-payments" has 1 problem in its configuration:',
      "  - recoveryWindowInDays must be 7 to 30 in prod, so that a deleted secret can be restored (got 0)",
    ]);
  });
});

describe("the declaration of an environment", () => {
  it("names no other stack", async () => {
    const settings = changed(validSettings, { environmentStack: "test" });
    const given = { "auth-service-test-config.API_KEY": secretText() };
    assert.deepEqual(await problemsIn({ settings, stack: "test", values: given }), [
      'stack "test" has 1 problem in its configuration:',
      '  - environmentStack is for a part of an environment, such as test-payments, and this stack makes test: remove it (got "test")',
    ]);
  });

  it("may leave all services to its parts", async () => {
    const settings = changed(validSettings, { services: [] });
    const { services } = (await readStack({ settings, stack: "test" })) as StackConfig;
    assert.deepEqual(services, []);
  });
});
