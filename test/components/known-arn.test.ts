import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { knownArn } from "../../components/known-arn";
import { record } from "../../local/offline/recorder";
import { unknown } from "../../local/offline/wire-values";
import { resourceOf } from "../support/pulumi";

/** What a resource receives of an ARN. */
async function received(given: () => pulumi.Output<string>, preview = false) {
  const program = () => {
    new aws.sns.Topic("any", { displayName: knownArn(given(), "the cluster of test") });
  };
  const recording = await record(program, { preview });
  return resourceOf(recording, "aws:sns/topic:Topic", "any").inputs.displayName;
}

describe("knownArn", () => {
  it("gives an ARN on", async () => {
    assert.equal(await received(() => pulumi.output("arn:aws:sns")), "arn:aws:sns");
  });

  it("is unknown as long as the ARN is", async () => {
    assert.equal(await received(() => new aws.sns.Topic("other").arn, true), unknown);
  });

  it("asks for a refresh where the state has no ARN of a resource that is there", async () => {
    await assert.rejects(
      received(() => pulumi.output(JSON.parse("null") as string)),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          'error serializing property "displayName": the state has no ARN of the cluster of test: a deployment ended before AWS had told it. ' +
            "Run pulumi refresh --stack test, and deploy again",
        );
        return true;
      },
    );
  });
});
