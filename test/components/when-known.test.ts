import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { whenKnown } from "../../components/when-known";
import { record } from "../../local/offline/recorder";
import { unknown } from "../../local/offline/wire-values";
import { resourceOf } from "../support/pulumi";

/** What a resource receives of an output. */
async function received(given: pulumi.Output<string>) {
  const recording = await record(() => {
    new aws.sns.Topic("any", { displayName: whenKnown(given) });
  });
  return resourceOf(recording, "aws:sns/topic:Topic").inputs.displayName;
}

describe("whenKnown", () => {
  it("gives an ARN on", async () => {
    assert.equal(await received(pulumi.output("arn:aws:sns")), "arn:aws:sns");
  });

  it("is unknown where the provider says null of a resource that it has made and could not look at", async () => {
    const nothing = pulumi.output(JSON.parse("null") as string);
    assert.equal(await received(nothing), unknown);
  });
});
