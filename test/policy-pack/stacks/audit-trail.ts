import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { account, region, trust } from "./accounts";

/** What is not as in the audit trail. */
export interface Changes {
  trail?: Partial<aws.cloudtrail.TrailArgs>;
  publicAccess?: Partial<aws.s3.BucketPublicAccessBlockArgs>;
  versioning?: string;
  /** Statements of the bucket's policy, by their ids. */
  bucketStatements?: Record<string, object | undefined>;
  logGroup?: Partial<aws.cloudwatch.LogGroupArgs>;
  topic?: Partial<aws.sns.TopicArgs>;
  publishers?: object;
  subscription?: Partial<aws.sns.TopicSubscriptionArgs>;
  filter?: Partial<aws.types.input.cloudwatch.LogMetricFilterMetricTransformation>;
  /** Id of the secret whose reads are counted. */
  secretId?: string;
  alarm?: Partial<aws.cloudwatch.MetricAlarmArgs>;
}

const keyArn = `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const topicArn = `arn:aws:sns:${region}:${account}:alerts`;

/**
 * An audit trail and an alarm on reads of a secret, of plain AWS resources, as people write them: they follow every guideline.
 *
 * @param name of all resources
 */
export function auditTrail(name: string, changes: Changes = {}): void {
  const secret = new aws.secretsmanager.Secret(name, {
    name: "web-prod-credentials",
    kmsKeyId: keyArn,
    tags: { Environment: "prod" },
  });
  new aws.secretsmanager.SecretRotation(name, {
    secretId: secret.id,
    rotationLambdaArn: `arn:aws:lambda:${region}:${account}:function:rotate-web`,
    rotationRules: { automaticallyAfterDays: 30 },
  });
  const bucket = createBucket(name, changes);
  const logGroup = new aws.cloudwatch.LogGroup(name, {
    retentionInDays: 365,
    kmsKeyId: keyArn,
    ...changes.logGroup,
  });
  const role = new aws.iam.Role(name, { assumeRolePolicy: trust("cloudtrail.amazonaws.com") });
  new aws.cloudtrail.Trail(name, {
    name: "audit",
    s3BucketName: bucket.id,
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: keyArn,
    cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`,
    cloudWatchLogsRoleArn: role.arn,
    ...changes.trail,
  });
  watch(name, logGroup, createTopic(name, changes), changes);
}

function createBucket(name: string, { publicAccess, versioning, bucketStatements }: Changes): aws.s3.Bucket {
  const bucketName = `${name}-audit-files`;
  const bucket = new aws.s3.Bucket(name, { bucket: bucketName });
  new aws.s3.BucketPublicAccessBlock(name, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    ...publicAccess,
  });
  const status = versioning ?? "Enabled";
  new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status } });
  const statements = { ...trailStatements(`arn:aws:s3:::${bucketName}`), ...bucketStatements };
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: Object.values(statements).filter((statement) => statement !== undefined),
  });
  new aws.s3.BucketPolicy(name, { bucket: bucket.id, policy });
  return bucket;
}

function trailStatements(bucketArn: string): Record<string, object> {
  const trail = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:${region}:${account}:trail/audit` } },
  };
  return {
    check: { ...trail, Sid: "Check", Action: "s3:GetBucketAcl", Resource: bucketArn },
    write: { ...trail, Sid: "Write", Action: "s3:PutObject", Resource: `${bucketArn}/AWSLogs/${account}/*` },
    tlsOnly: {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  };
}

function createTopic(name: string, { topic, publishers, subscription }: Changes): aws.sns.Topic {
  const alerts = new aws.sns.Topic(name, { name: "alerts", kmsMasterKeyId: keyArn, ...topic });
  const alarms = {
    Sid: "Alarms",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
    ...publishers,
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [alarms] });
  new aws.sns.TopicPolicy(name, { arn: alerts.arn, policy });
  new aws.sns.TopicSubscription(name, {
    topic: alerts.arn,
    protocol: "https",
    endpoint: "https://alerts.example.com/secrets",
    ...subscription,
  });
  return alerts;
}

function watch(
  name: string,
  logGroup: aws.cloudwatch.LogGroup,
  topic: aws.sns.Topic,
  { filter, alarm, secretId = "*:secret:web-prod-credentials-*" }: Changes,
): void {
  const metric = { name: "SecretReads", namespace: "Audit" };
  new aws.cloudwatch.LogMetricFilter(name, {
    logGroupName: logGroup.name,
    pattern: `{ $.eventSource = "secretsmanager.amazonaws.com" && $.eventName = "GetSecretValue" && $.requestParameters.secretId = "${secretId}" }`,
    metricTransformation: { ...metric, value: "1", ...filter },
  });
  new aws.cloudwatch.MetricAlarm(name, {
    namespace: metric.namespace,
    metricName: metric.name,
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 10,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [topic.arn],
    ...alarm,
  });
}
