import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname } from "node:path";

import { analyze } from "../local/offline/analyze";
import { record } from "../local/offline/recorder";
import { type Properties } from "../local/offline/wire-values";
import { policies } from "../policy-pack/policies/index";
import { account, region } from "./policy-pack/stacks/accounts";
import { goodStacks } from "./policy-pack/stacks/good/index";

/** What AWS would answer in an update to what the recorder cannot know. */
const computed: Readonly<Record<string, Properties>> = {
  "aws:apigatewayv2/api:Api": { executionArn: `arn:aws:execute-api:${region}:${account}:abcdef1234` },
  "aws:rds/cluster:Cluster": {
    masterUserSecrets: [
      {
        secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-${randomUUID()}-AbCdEf`,
        secretStatus: "active",
      },
    ],
  },
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": {
    outputs: { RotationLambdaARN: `arn:aws:lambda:${region}:${account}:function:orders-rotation` },
  },
};
const newResource = ({ type }: { type: string }): Properties => computed[type] ?? {};

describe("good stacks", () => {
  it("are all of the folder, at least five", () => {
    const folder = dirname(require.resolve("./policy-pack/stacks/good/index"));
    const files = readdirSync(folder).filter((file) => file !== "index.ts");
    assert.deepEqual(
      Object.keys(goodStacks).map((name) => `${name}.ts`),
      files.sort(),
    );
    assert.ok(files.length >= 5);
  });

  for (const [name, { program }] of Object.entries(goodStacks))
    for (const preview of [true, false]) {
      it(`${name} is let pass by every policy ${preview ? "at first preview" : "in an update"}`, async () => {
        const recording = await record(program, {
          preview,
          stack: "prod",
          project: "other-stacks",
          newResource,
        });
        assert.ok(recording.resources.length > 0);
        const violations = await analyze(policies, recording);
        assert.deepEqual(
          violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory"),
          [],
        );
      });
    }
});
