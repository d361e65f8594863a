import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import { checkStack, formatProblems } from "../config/check";
import { stackSchema } from "../config/stack-schema";
import { type Environment, environments } from "../naming";
import { mutated, mutations } from "./support/config-mutations";
import { shippedSettings } from "./support/stack-files";
import { type Settings } from "./support/stack-config";
import { recordStack } from "./support/whole-stack";

/** More of them: `FUZZ_CASES=5000 FUZZ_PREVIEWS=200 npx mocha test/config.properties.test.ts`. */
const cases = Number(process.env.FUZZ_CASES ?? 600);
const previews = Number(process.env.FUZZ_PREVIEWS ?? 6);

/** Where somebody put a credential by mistake. */
const credential = randomUUID();
const wrongValues = [
  `mongodb+srv://user:${credential}@cluster.example.com/db`,
  `https://user:${credential}@example.com`,
  { secure: "v1:AAAA" },
  "arn:aws:iam::111122223333:role/x",
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x",
  "a".repeat(5000),
  "2026-12-31 00:00:00 +0000 UTC",
  "rate(30 days)",
  "cron(0 0 1 * ? *)",
  "\u0000",
  "\ud800",
];

function check(environment: Environment, settings: Settings) {
  const read = () => ({ text: "generated", encrypted: true });
  return checkStack({ stack: environment, region: "eu-west-1", raw: settings, otherKeys: [], read });
}

describe("a stack's configuration, whatever is done to it", function () {
  this.timeout(1_200_000);

  for (const environment of environments) {
    const shipped = shippedSettings(environment);
    const settings = mutations(shipped, wrongValues).map((list) => list.reduce(mutated, shipped));

    it(`is accepted in ${environment}, or refused with lines that name a path each`, () => {
      fc.assert(
        fc.property(settings, (broken) => {
          const checked = check(environment, broken);
          if (checked.valid) return;
          const [head, ...lines] = formatProblems(environment, checked.problems).split("\n");
          const count = lines.length === 1 ? "1 problem" : `${lines.length} problems`;
          assert.equal(head, `stack "${environment}" has ${count} in its configuration:`);
          const expected = checked.problems.map(({ path }) => `  - ${path} `);
          assert.deepEqual(
            lines.map((line, index) => line.slice(0, expected[index]?.length)),
            expected,
          );
          for (const { path } of checked.problems) assert.ok(namesPath(path, broken), path);
          for (const line of lines) assertReadable(line);
        }),
        { numRuns: Math.ceil(cases / environments.length) },
      );
    });

    it(`previews in ${environment} where it is accepted, or is refused there in one message`, async () => {
      const isAccepted = (candidate: Settings) => check(environment, candidate).valid;
      const accepted = fc.sample(settings.filter(isAccepted), Math.ceil(previews / environments.length));
      for (const candidate of accepted) {
        try {
          await recordStack(environment, { settings: candidate, preview: true });
        } catch (error) {
          if (!pulumi.RunError.isInstance(error))
            throw new Error(JSON.stringify(candidate), { cause: error });
          for (const line of error.message.split("\n")) assertReadable(line);
        }
      }
    });
  }
});

/** A path starts with a setting, with a key that somebody wrote, or is the key of a first value. */
function namesPath(path: string, settings: Settings): boolean {
  const roots = [
    ...Object.keys(stackSchema.shape),
    ...Object.keys(settings).map((key) => key.replace(/=.+$/s, "=…")),
  ];
  return (
    roots.some((root) => path.startsWith(root) || path.startsWith(JSON.stringify(root))) ||
    /-(config|api-keys|credentials)\.\w+$/.test(path)
  );
}

function assertReadable(line: string): void {
  assert.match(line, /\S \S/);
  assert.doesNotMatch(line, /\bundefined\b|\[object |\bNaN\b|\w+Error\b|^ +at |\p{Cc}/u);
  assert.ok(!line.includes(credential), "shows a credential");
}
