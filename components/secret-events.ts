import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { secretCallPattern } from "../monitoring/event-patterns";
import { eventLogGroupName } from "./key-policy";
import { policyDocument, type ResourceStatement } from "./policy-document";

export interface SecretEventsArgs {
  /** Name of the stack. */
  stack: string;
  keyArn: pulumi.Input<string>;
  logRetentionInDays: number;
  /** Protects the log group from deletion, and keeps it should it leave the program all the same. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/**
 * A log group with a copy of CloudTrail's records of Secrets Manager, for the metric filters of a stack that shares another's trail:
 * a log group takes 100 filters, and a trail delivers to one log group.
 */
export class SecretEvents extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: SecretEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { stack, deletionProtection } = args;
    super("secret-backed-services:components:SecretEvents", name, { stack, deletionProtection }, opts);
    const childOptions = { parent: this };
    const logGroup = createLogGroup(name, args, childOptions);
    const rule = createRule(name, args, childOptions);
    const permission = permitDelivery(name, stack, logGroup, rule, childOptions);
    new aws.cloudwatch.EventTarget(
      name,
      { rule: rule.name, targetId: "log-group", arn: logGroup.arn },
      { ...childOptions, dependsOn: [permission] },
    );

    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}

function createLogGroup(
  name: string,
  { stack, keyArn, logRetentionInDays, deletionProtection, tags }: SecretEventsArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: eventLogGroupName(stack), retentionInDays: logRetentionInDays, kmsKeyId: keyArn, tags },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
}

function createRule(
  name: string,
  { stack, tags }: SecretEventsArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.EventRule {
  return new aws.cloudwatch.EventRule(
    name,
    {
      name: `${pulumi.getProject()}-${stack}-secret-calls`,
      description: `Calls of Secrets Manager, which the alarms of ${stack} count`,
      eventPattern: JSON.stringify(secretCallPattern),
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      tags,
    },
    opts,
  );
}

/**
 * EventBridge writes to a log group by a policy of CloudWatch Logs, and with no role. An account has ten of these in a Region.
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions)
 */
function permitDelivery(
  name: string,
  stack: string,
  logGroup: aws.cloudwatch.LogGroup,
  rule: aws.cloudwatch.EventRule,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogResourcePolicy {
  const byEventBridge: Pick<ResourceStatement, "effect" | "principals" | "resources"> = {
    effect: "Allow",
    principals: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    resources: [pulumi.interpolate`${logGroup.arn}:*`],
  };
  const policy = policyDocument([
    { ...byEventBridge, sid: "CreateStreams", actions: ["logs:CreateLogStream"] },
    {
      ...byEventBridge,
      sid: "DeliverEvents",
      actions: ["logs:PutLogEvents"],
      conditions: { ArnEquals: { "aws:SourceArn": rule.arn } },
    },
  ]);
  return new aws.cloudwatch.LogResourcePolicy(
    name,
    { policyName: `${pulumi.getProject()}-${stack}-events`, policyDocument: policy },
    opts,
  );
}
