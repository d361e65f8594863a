import assert from "node:assert/strict";

import { BreakGlassPart } from "../../components/break-glass-part";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument, textOf, typesAndNames } from "../support/components";
import { resourceOf } from "../support/pulumi";

const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000";

function recordPart(secretNames = ["checkout-prod-api-keys"]) {
  return record(() => {
    new BreakGlassPart("break-glass", {
      environment: "prod",
      stack: "prod-payments",
      secretNames,
      secretArns: secretNames.map(arnOf),
      keyArn,
      context: contextOf("aws"),
      path: "/services/",
      tags: { Environment: "prod" },
    });
  });
}

describe("BreakGlassPart", () => {
  it("gives the environment's role the stack's secrets, by a policy of their own", async () => {
    const recording = await recordPart();
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/policy:Policy break-glass",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment break-glass",
      "secret-backed-services:components:BreakGlassPart break-glass",
    ]);
    const { policy, ...others } = resourceOf(recording, "aws:iam/policy:Policy").inputs;
    assert.deepEqual(others, {
      name: "secret-backed-services-prod-payments-break-glass",
      path: "/services/",
      description: "Secrets of prod-payments in an emergency",
      tags: { Environment: "prod" },
    });
    const { Statement } = parseDocument(policy) as { Statement: { Sid: string; Resource: string[] }[] };
    assert.deepEqual(
      Statement.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["ReadAndUpdateSecrets", [arnOf("checkout-prod-api-keys")]],
        ["UseKeyForSecrets", [keyArn]],
      ],
    );
    const attachment = resourceOf(recording, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs;
    assert.equal(attachment.role, "secret-backed-services-prod-break-glass");
    assert.equal(attachment.policyArn, textOf(resourceOf(recording, "aws:iam/policy:Policy").outputs.arn));
  });

  it("refuses more secrets than one managed policy holds", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `service-${index}-prod-api-keys`);
    await assert.rejects(recordPart(names), {
      message:
        /^the policy secret-backed-services-prod-payments-break-glass would have \d+ characters, and AWS takes at most 6144: declare fewer secrets in the stack$/,
    });
  });
});
