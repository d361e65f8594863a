import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { topicSubscriptionUsesTls as policy } from "../../../policy-pack/policies/topic-subscription-uses-tls";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const subscription = (protocol: pulumi.Input<string>) =>
  new aws.sns.TopicSubscription("hook", {
    topic: "arn:aws:sns:us-east-1:123456789012:alerts",
    protocol,
    endpoint: "example.com",
  });
const refused = [
  "mandatory TopicSubscription hook: protocol is http, which sends messages in plain text: use https",
];

describe("topic-subscription-uses-tls", () => {
  it("accepts every other protocol", async () => {
    for (const protocol of ["https", "email", "sqs", "lambda"])
      assert.deepEqual(await reports(policy, () => subscription(protocol)), []);
  });

  it("refuses plain HTTP", async () => {
    assert.deepEqual(await reports(policy, () => subscription("http")), refused);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => subscription(knownInUpdate("http"));
    assert.deepEqual(await reports(policy, program), [undetermined("TopicSubscription hook", "protocol")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });
});
