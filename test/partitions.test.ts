import assert from "node:assert/strict";

import { analyze } from "../local/offline/analyze";
import { Secret } from "../local/offline/wire-values";
import { environments } from "../naming";
import { policies } from "../policy-pack/policies/index";
import { recordStack } from "./support/whole-stack";

const places = [
  { partition: "aws-cn", region: "cn-north-1", dnsSuffix: "amazonaws.com.cn" },
  { partition: "aws-us-gov", region: "us-gov-west-1", dnsSuffix: "amazonaws.com" },
];
/** Every text in what a stack's resources are made of, the code of functions aside: it works anywhere. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Secret || typeof value !== "object" || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  return entries.flatMap(([key, inner]) => (key === "code" ? [] : textsOf(inner)));
}

/** Every value of a property, at whatever depth of the policies, once, in alphabetical order. */
function valuesOf(documents: readonly unknown[], property: string): string[] {
  const valuesIn = (value: unknown): unknown[] => {
    if (typeof value !== "object" || value === null) return [];
    const entries: [string, unknown][] = Object.entries(value);
    return entries.flatMap(([key, inner]) => (key === property ? [inner] : valuesIn(inner)));
  };
  return [...new Set(documents.flatMap(valuesIn).flatMap(textsOf))].sort();
}

describe("the program outside the commercial partition", function () {
  this.timeout(120_000);

  for (const place of places) {
    const { partition, region, dnsSuffix } = place;
    for (const environment of environments) {
      it(`writes ARNs, principals and endpoints of ${partition} throughout ${environment}`, async () => {
        const recording = await recordStack(environment, { place });
        const texts = textsOf(recording.resources.map(({ inputs }) => inputs));
        const arns = texts.flatMap((text) => [...text.matchAll(/arn:[^"\s]*/g)].map(([arn]) => arn));
        assert.ok(arns.length > 50);
        assert.deepEqual(
          arns.filter((arn) => !arn.startsWith(`arn:${partition}:`)),
          [],
        );
        const elsewhere = /:(?!cn-north-1:|us-gov-west-1:)[a-z]{2}(-[a-z]+)+-\d:/;
        assert.deepEqual(
          texts.filter((text) => elsewhere.test(text)),
          [],
        );

        const documents = texts
          .filter((text) => text.startsWith('{"Version":'))
          .map((text): unknown => JSON.parse(text));
        assert.deepEqual(valuesOf(documents, "Service"), [
          "cloudtrail.amazonaws.com",
          "cloudwatch.amazonaws.com",
          "ecs-tasks.amazonaws.com",
          "events.amazonaws.com",
          "lambda.amazonaws.com",
          `logs.${region}.${dnsSuffix}`,
        ]);
        assert.deepEqual(valuesOf(documents, "kms:ViaService"), [
          `secretsmanager.${region}.${dnsSuffix}`,
          `sns.${region}.${dnsSuffix}`,
        ]);
      });
    }

    it(`satisfies the policy pack in ${partition}`, async () => {
      const recording = await recordStack("prod", { place });
      const reported = (await analyze(policies, recording, {})).map(({ message }) => message);
      assert.deepEqual(reported, []);
    });
  }
});
