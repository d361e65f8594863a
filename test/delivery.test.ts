import assert from "node:assert/strict";

import { z } from "zod";

import { analyze } from "../local/offline/analyze";
import { type Recording } from "../local/offline/recorder";
import { policies } from "../policy-pack/policies/index";
import { parseDocument } from "./support/components";
import { resourcesOf } from "./support/pulumi";
import { recordStack } from "./support/whole-stack";

const delivery = {
  deployPolicyArns: ["arn:aws:iam::123456789012:policy/deploy"],
  github: { repository: "example/shop", createProvider: true },
  pulumiCloud: { organization: "example", createProvider: true },
};
const previewRole = "arn:aws:iam::123456789012:role/secret-backed-services-prod-preview";

describe("a stack that pipelines deliver", function () {
  this.timeout(120_000);

  for (const environment of ["prod", "test"] as const)
    for (const preview of [true, false]) {
      const when = preview ? "at the first preview" : "in an update";
      it(`breaks no policy in ${environment} ${when}, and leaves none undecided about its roles`, async () => {
        const recording = await recordStack(environment, { changes: { delivery }, preview });
        const violations = await analyze(policies, recording);
        assert.deepEqual(
          violations.filter(
            ({ enforcementLevel, resource }) =>
              enforcementLevel === "mandatory" || resource.includes("DeliveryAccess"),
          ),
          [],
        );
        assert.equal(resourcesOf(recording, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").length, 2);
      });
    }

  it("lets previews through prod's walls for descriptions alone", async () => {
    const recording = await recordStack("prod", { changes: { delivery } });
    const walls = statementsOfWalls(recording);
    assert.equal(walls.length, 3);
    for (const [all, previews, ...others] of walls) {
      assert.ok(JSON.stringify(all).includes(`"${previewRole}"`));
      assert.deepEqual(previews?.Condition, { ArnEquals: { "aws:PrincipalArn": previewRole } });
      assert.deepEqual(others, []);
    }
  });

  it("says nothing of previews in a wall where nobody previews", async () => {
    const walls = statementsOfWalls(await recordStack("prod"));
    assert.deepEqual(
      walls.map(({ length }) => length),
      [1, 1, 1],
    );
  });
});

const statements = z.object({ Statement: z.array(z.object({ Condition: z.unknown() })) });

function statementsOfWalls(recording: Recording<unknown>) {
  return resourcesOf(recording, "aws:secretsmanager/secretPolicy:SecretPolicy").map(
    ({ inputs }) => statements.parse(parseDocument(inputs.policy)).Statement,
  );
}
