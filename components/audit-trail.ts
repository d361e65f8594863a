import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";
import { AuditTrailBucket } from "./audit-trail-bucket";
import { type AwsContext } from "./aws-context";
import { trailArn, trailLogGroupName, trailName } from "./key-policy";
import { type ResourceStatement } from "./policy-document";
import { type RoleSettings } from "./role-arn";
import { ServiceRole } from "./service-role";

export interface AuditTrailArgs {
  environment: Environment;
  context: AwsContext;
  keyArn: pulumi.Input<string>;
  roleSettings: RoleSettings;
  /** Days that the trail's files are kept. */
  retentionInDays: number;
  objectLockInDays?: number | undefined;
  /** Days that its records are kept in CloudWatch Logs, where the alarms and queries look. */
  logRetentionInDays: number;
  /** Protects files and records from deletion, and keeps them should they leave the program all the same. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** Records every management call of the account in every region, in files that can be proven complete, and in a log group. */
export class AuditTrail extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, context, keyArn, retentionInDays, objectLockInDays, deletionProtection, tags } =
      args;
    super("secret-backed-services:components:AuditTrail", name, { environment, deletionProtection }, opts);
    const childOptions = { parent: this };
    const ownArn = trailArn(context, environment);
    const bucketArgs = {
      accountId: context.accountId,
      trailArn: ownArn,
      keyArn,
      retentionInDays,
      objectLockInDays,
    };
    const bucket = new AuditTrailBucket(name, { ...bucketArgs, deletionProtection, tags }, childOptions);
    const logGroup = createLogGroup(name, args, childOptions);
    const role = createRole(name, args, logGroup, ownArn, childOptions);
    new aws.cloudtrail.Trail(
      name,
      {
        name: trailName(environment),
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        kmsKeyId: keyArn,
        s3BucketName: bucket.bucketName,
        cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        tags,
      },
      { parent: this, dependsOn: [bucket.policy, ...role.policies] },
    );
    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}

function createLogGroup(
  name: string,
  { environment, keyArn, logRetentionInDays, deletionProtection, tags }: AuditTrailArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: trailLogGroupName(environment), retentionInDays: logRetentionInDays, kmsKeyId: keyArn, tags },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
}

/** (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html) */
function createRole(
  name: string,
  { environment, context, roleSettings, tags }: AuditTrailArgs,
  logGroup: aws.cloudwatch.LogGroup,
  ownArn: pulumi.Output<string>,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  const stream = pulumi.interpolate`${logGroup.arn}:log-stream:${context.accountId}_CloudTrail_${context.region}*`;
  return new ServiceRole(
    name,
    {
      roleName: `${trailName(environment)}-trail`,
      description: `Delivers the audit trail of ${environment} to CloudWatch Logs`,
      trust: trailTrust(context, ownArn),
      statements: [
        {
          sid: "DeliverRecords",
          effect: "Allow",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [stream],
        },
      ],
      remedy: "choose a shorter project name",
      settings: roleSettings,
      tags,
    },
    opts,
  );
}

function trailTrust({ accountId }: AwsContext, ownArn: pulumi.Output<string>): ResourceStatement {
  return {
    sid: "TrailOfThisAccount",
    effect: "Allow",
    principals: { Service: ["cloudtrail.amazonaws.com"] },
    actions: ["sts:AssumeRole"],
    resources: [],
    conditions: { StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": ownArn } },
  };
}
