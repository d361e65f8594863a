import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { type Subscriptions } from "./monitoring-settings";
import { type RoleSettings } from "./role-arn";
import { ServiceRole } from "./service-role";

export interface ChatDeliveryArgs {
  /** What the names of role and channels begin with. */
  prefix: string;
  topicArn: pulumi.Input<string>;
  context: AwsContext;
  roleSettings: RoleSettings;
  subscriptions: Subscriptions;
  tags: Record<string, string>;
}

/** Brings alerts to chat channels, through Amazon Q Developer in chat applications. Nobody can do anything in AWS from there. */
export function createChatDelivery(
  name: string,
  args: ChatDeliveryArgs,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { prefix, topicArn, context, subscriptions, tags } = args;
  const { slack, teams } = subscriptions;
  if (slack.length + teams.length === 0) return;
  const common = {
    iamRoleArn: createRole(name, args, opts).arn,
    snsTopicArns: [topicArn],
    // Without a guardrail it would be AdministratorAccess.
    guardrailPolicyArns: [
      pulumi.interpolate`arn:${context.partition}:iam::aws:policy/CloudWatchReadOnlyAccess`,
    ],
    loggingLevel: "ERROR",
    tags,
  };
  for (const { workspaceId, channelId } of slack) {
    const configurationName = `${prefix}-slack-${channelId}`;
    new aws.chatbot.SlackChannelConfiguration(
      `${name}-slack-${channelId}`,
      { ...common, configurationName, slackTeamId: workspaceId, slackChannelId: channelId },
      opts,
    );
  }
  teams.forEach((channel, index) => {
    const configurationName = `${prefix}-teams-${index + 1}`;
    new aws.chatbot.TeamsChannelConfiguration(
      `${name}-teams-${index + 1}`,
      { ...common, ...channel, configurationName },
      opts,
    );
  });
}

/** What is needed to show an alarm's chart beside it. */
function createRole(
  name: string,
  { prefix, context, roleSettings, tags }: ChatDeliveryArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  return new ServiceRole(
    `${name}-chat`,
    {
      roleName: `${prefix}-chat`,
      description: "Shows alarms in chat channels",
      trust: {
        sid: "ChatOfThisAccount",
        effect: "Allow",
        principals: { Service: ["chatbot.amazonaws.com"] },
        actions: ["sts:AssumeRole"],
        resources: [],
        conditions: { StringEquals: { "aws:SourceAccount": context.accountId } },
      },
      statements: [
        {
          sid: "ShowAlarms",
          effect: "Allow",
          actions: [
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "cloudwatch:GetMetricWidgetImage",
          ],
          resources: ["*"],
        },
      ],
      remedy: "choose a shorter project name",
      settings: roleSettings,
      tags,
    },
    opts,
  );
}
