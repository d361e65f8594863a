import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { topicPolicyIsNotPublic as policy } from "../../../policy-pack/policies/topic-policy-is-not-public";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const arn = "arn:aws:sns:us-east-1:123456789012:alerts";
const document = (statement: Record<string, unknown>) =>
  JSON.stringify({
    Statement: [
      { Sid: "Publish", Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: arn, ...statement },
    ],
  });
/** Each way to give a topic a policy, and what the resource is called. */
const ways: [string, (text: string) => unknown][] = [
  ["TopicPolicy", (text) => new aws.sns.TopicPolicy("alerts", { arn, policy: text })],
  ["Topic", (text) => new aws.sns.Topic("alerts", { policy: text })],
];
const fault =
  'statement "Publish" allows everyone: name the principals, or limit it to known callers by aws:PrincipalArn or aws:PrincipalOrgID';

describe("topic-policy-is-not-public", () => {
  for (const [type, make] of ways) {
    it(`accepts named and known callers in a ${type}`, async () => {
      for (const statement of [
        { Principal: { Service: "cloudwatch.amazonaws.com" } },
        { Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } } },
        { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" } } },
        { Effect: "Deny" },
      ])
        assert.deepEqual(await reports(policy, () => make(document(statement))), []);
    });

    it(`refuses everyone in a ${type}`, async () => {
      for (const statement of [
        {},
        { Principal: { AWS: "*" } },
        { Condition: { Bool: { "aws:SecureTransport": "true" } } },
      ])
        assert.deepEqual(await reports(policy, () => make(document(statement))), [
          `mandatory ${type} alerts: ${fault}`,
        ]);
    });
  }

  it("leaves a policy that is not known yet undetermined, and decides it in the update", async () => {
    const program = () => new aws.sns.TopicPolicy("alerts", { arn, policy: knownInUpdate(document({})) });
    assert.deepEqual(await reports(policy, program), [undetermined("TopicPolicy alerts", "policy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory TopicPolicy alerts: ${fault}`,
    ]);
  });
});
