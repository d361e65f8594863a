import assert from "node:assert/strict";

import { checkStack } from "../../config/check";
import { formatProblem } from "../../config/problems";
import { changed, validAccess, validSettings } from "../support/stack-config";

const supplied = { text: "supplied", encrypted: true };

function problems(
  changes: Readonly<Record<string, unknown>>,
  {
    stack = "test",
    region = "eu-west-1",
    otherKeys = [],
  }: { stack?: string; region?: string; otherKeys?: string[] } = {},
): string[] {
  const raw = changed({ ...validSettings, ...validAccess(stack) }, changes);
  const checked = checkStack({ stack, region, raw, otherKeys, read: () => supplied });
  return checked.valid ? [] : checked.problems.map(formatProblem);
}

const elsewhere = { stack: "test-eu-central-1", region: "eu-central-1" };
const ofPrimary = "belongs to the stack of the primary Region, as this one has replicaOf: remove it";
const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/auth-service@sha256:${"0".repeat(64)}`;

const cases: [string, string[], string[]][] = [
  ["accepts other Regions", problems({ replicaRegions: ["eu-central-1", "ap-southeast-2"] }), []],
  [
    "refuses what is no Region",
    problems({ replicaRegions: ["Frankfurt"] }),
    ['replicaRegions[0] must be a Region, such as eu-central-1 (got "Frankfurt")'],
  ],
  [
    "refuses the stack's own Region",
    problems({ replicaRegions: ["eu-west-1"] }),
    [
      'replicaRegions[0] must be another Region than that of the stack, which aws:region sets (got "eu-west-1")',
    ],
  ],
  [
    "refuses a Region of another partition",
    problems({ replicaRegions: ["us-gov-west-1"] }),
    [
      'replicaRegions[0] must be in the partition of eu-west-1, as secrets are replicated within one (got "us-gov-west-1")',
    ],
  ],
  [
    "refuses a Region twice",
    problems({ replicaRegions: ["eu-central-1", "eu-central-1"] }),
    ['replicaRegions[1] is declared already in replicaRegions[0]: keep one of them (got "eu-central-1")'],
  ],
  [
    "refuses to delete secrets with replicas at once",
    problems({ replicaRegions: ["eu-central-1"], recoveryWindowInDays: 0 }),
    [
      "recoveryWindowInDays must be 7 to 30 with replicaRegions: a primary that is deleted at once may leave its replicas behind (got 0)",
    ],
  ],
  ["accepts a stack of replicas", problems({ replicaOf: "eu-west-1" }, elsewhere), []],
  [
    "accepts one in prod, without administrators",
    problems({ replicaOf: "eu-west-1" }, { stack: "prod-eu-central-1", region: "eu-central-1" }),
    [],
  ],
  [
    "refuses a stack of another Region without replicaOf",
    problems({}, elsewhere),
    [
      'stack must be test, or set environmentStack for a part of the services of test, or replicaOf for replicas of their secrets in another Region (got "test-eu-central-1")',
    ],
  ],
  [
    "refuses a stack of replicas that has the environment's name",
    problems({ replicaOf: "eu-west-1" }, { ...elsewhere, stack: "test" }),
    ['stack must be test-eu-central-1, after its environment and aws:region (got "test")'],
  ],
  [
    "refuses a stack of replicas that is not named after its Region",
    problems({ replicaOf: "eu-west-1" }, { ...elsewhere, stack: "test-frankfurt" }),
    ['stack must be test-eu-central-1, after its environment and aws:region (got "test-frankfurt")'],
  ],
  [
    "refuses a primary Region that is the stack's own",
    problems({ replicaOf: "eu-central-1" }, elsewhere),
    ['replicaOf must be another Region than that of the stack, which aws:region sets (got "eu-central-1")'],
  ],
  [
    "refuses what is the primary stack's",
    problems(
      {
        replicaOf: "eu-west-1",
        replicaRegions: ["us-east-2"],
        access: { developers: { roles: ["developer"] } },
      },
      elsewhere,
    ),
    [`replicaRegions ${ofPrimary}`, `access.developers ${ofPrimary}`],
  ],
  [
    "refuses rotation",
    problems(
      {
        replicaOf: "eu-west-1",
        "services[0].secrets[0].rotation": {},
        "services[0].secrets[0].keys.JWT_SECRET.rotation": { strategy: "random" },
      },
      elsewhere,
    ),
    [
      `services[0].secrets[0].rotation ${ofPrimary}`,
      `services[0].secrets[0].keys.JWT_SECRET.rotation ${ofPrimary}`,
    ],
  ],
  [
    "refuses a service whose roles' names would be too long",
    problems(
      { replicaOf: "eu-west-1", services: [{ name: "a".repeat(37), image, cpu: 256, memory: 512 }] },
      elsewhere,
    ),
    ["services[0].name must have 36 characters at most in test-eu-central-1, has 37"],
  ],
  [
    "refuses first values",
    problems({ replicaOf: "eu-west-1" }, { ...elsewhere, otherKeys: ["auth-service-test-config.API_KEY"] }),
    [
      "auth-service-test-config.API_KEY is not a setting, and first values belong to the stack of the primary Region: remove it with pulumi config rm --stack test-eu-central-1 auth-service-test-config.API_KEY",
    ],
  ],
];

describe("the rules of replicas", () => {
  for (const [title, found, expected] of cases) {
    it(title, () => {
      assert.deepEqual(found, expected);
    });
  }

  it("refuse the environment's name for a stack of replicas in a Region that is not known", () => {
    const raw = changed(validSettings, { replicaOf: "eu-west-1" });
    const checked = checkStack({ stack: "test", raw, otherKeys: [], read: () => supplied });
    assert.ok(!checked.valid);
    assert.deepEqual(checked.problems.map(formatProblem), [
      'stack must be test-<region>, after its environment and aws:region (got "test")',
    ]);
  });
});
