import assert from "node:assert/strict";

import { createChatDelivery } from "../../components/chat-delivery";
import { type Subscriptions } from "../../components/monitoring-settings";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument } from "../support/components";
import { resourceOf } from "../support/pulumi";

const topicArn = "arn:aws:sns:eu-west-1:123456789012:alerts";
const tags = { Environment: "prod" };

function recordDelivery(subscriptions: Partial<Subscriptions>) {
  const all = { emails: [], urls: [], slack: [], teams: [], ...subscriptions };
  return record(() => {
    const args = {
      prefix: "shop-prod",
      topicArn,
      context: contextOf("aws"),
      roleSettings: { path: "/" },
      tags,
    };
    createChatDelivery("prod", { ...args, subscriptions: all }, {});
  });
}

describe("createChatDelivery", () => {
  it("makes nothing where no channel is declared", async () => {
    assert.deepEqual((await recordDelivery({})).resources, []);
  });

  it("brings alerts to channels, from which nobody can do anything but look at alarms", async () => {
    const recording = await recordDelivery({
      slack: [{ workspaceId: "T0123ABCD", channelId: "C0123ABCD" }],
      teams: [{ tenantId: "tenant", teamId: "team", channelId: "19%3aabc" }],
    });
    const role = resourceOf(recording, "aws:iam/role:Role");
    const common = {
      iamRoleArn: role.outputs.arn,
      snsTopicArns: [topicArn],
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      loggingLevel: "ERROR",
      tags,
    };
    const slack = resourceOf(recording, "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration");
    const teams = resourceOf(recording, "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration");
    assert.deepEqual(slack.inputs, {
      ...common,
      configurationName: "shop-prod-slack-C0123ABCD",
      slackTeamId: "T0123ABCD",
      slackChannelId: "C0123ABCD",
    });
    assert.deepEqual(teams.inputs, {
      ...common,
      configurationName: "shop-prod-teams-1",
      tenantId: "tenant",
      teamId: "team",
      channelId: "19%3aabc",
    });
    assert.equal(role.inputs.name, "shop-prod-chat");
    assert.deepEqual(parseDocument(resourceOf(recording, "aws:iam/rolePolicy:RolePolicy").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ShowAlarms",
          Effect: "Allow",
          Action: [
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "cloudwatch:GetMetricWidgetImage",
          ],
          Resource: ["*"],
        },
      ],
    });
  });
});
