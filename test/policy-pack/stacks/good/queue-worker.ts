import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { account, fargateTrust, region, subnets, vpcId } from "../accounts";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description:
    "A worker that takes messages from a queue, writes to a bucket, and sends its logs through FireLens",
  program: () => {
    const key = new aws.kms.Key("mail", { enableKeyRotation: true });
    const { queue, deadLetters } = createQueues(key);
    const bucket = createBucket();
    const taskRole = createTaskRole({ queue, bucket, key });
    const task = new aws.ecs.TaskDefinition("mail", {
      family: "mail",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: `arn:aws:iam::${account}:role/ecs-execution`,
      taskRoleArn: taskRole.arn,
      volumes: [{ name: "tmp" }],
      containerDefinitions: pulumi.jsonStringify([worker(queue), logRouter]),
    });
    const group = new aws.ec2.SecurityGroup("mail", {
      vpcId,
      egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    });
    new aws.ecs.Service("mail", {
      cluster: `arn:aws:ecs:${region}:${account}:cluster/shared`,
      taskDefinition: task.arn,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      networkConfiguration: { subnets, securityGroups: [group.id] },
    });
    new aws.cloudwatch.MetricAlarm("mail", {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 0,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      period: 60,
      dimensions: { QueueName: deadLetters.name },
      alarmActions: [`arn:aws:sns:${region}:${account}:on-call`],
    });
  },
};

function createQueues(key: aws.kms.Key) {
  const deadLetters = new aws.sqs.Queue("mail-dead", { kmsMasterKeyId: key.arn });
  const redrivePolicy = pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 });
  const queue = new aws.sqs.Queue("mail", { kmsMasterKeyId: key.arn, redrivePolicy });
  return { queue, deadLetters };
}

function createBucket(): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket("mail");
  new aws.s3.BucketPublicAccessBlock("mail", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] });
  new aws.s3.BucketPolicy("mail", { bucket: bucket.id, policy });
  return bucket;
}

interface Used {
  queue: aws.sqs.Queue;
  bucket: aws.s3.Bucket;
  key: aws.kms.Key;
}

function createTaskRole({ queue, bucket, key }: Used): aws.iam.Role {
  const role = new aws.iam.Role("mail-task", { assumeRolePolicy: fargateTrust });
  const policy = new aws.iam.Policy("mail-task", {
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          Resource: queue.arn,
        },
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject"],
          Resource: pulumi.interpolate`${bucket.arn}/*`,
        },
        {
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: key.arn,
          Condition: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
        },
        {
          Effect: "Allow",
          Action: "ses:SendEmail",
          Resource: `arn:aws:ses:${region}:${account}:identity/example.com`,
        },
        { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
        {
          Effect: "Allow",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": "Mail" } },
        },
      ],
    }),
  });
  new aws.iam.RolePolicyAttachment("mail-task", { role: role.name, policyArn: policy.arn });
  return role;
}

const digest = `@sha256:${"a1".repeat(32)}`;

function worker(queue: aws.sqs.Queue) {
  return {
    name: "worker",
    image: `ghcr.io/example/mail-worker${digest}`,
    user: "65532",
    readonlyRootFilesystem: true,
    command: ["worker", "--queue-url", queue.url, "--visibility-timeout", "60", "--log-format", "json"],
    mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }],
    environment: [
      { name: "QUEUE_URL", value: queue.url },
      { name: "TOKEN_BUCKET_CAPACITY", value: "100" },
      {
        name: "SMTP_PASSWORD_SECRET_ARN",
        value: `arn:aws:secretsmanager:${region}:${account}:secret:mail-prod-credentials-AbCdEf`,
      },
      { name: "JWT_PUBLIC_KEY_URL", value: "https://login.example.com/.well-known/jwks.json" },
    ],
    logConfiguration: {
      logDriver: "awsfirelens",
      options: { Name: "datadog", Host: "http-intake.logs.datadoghq.com", TLS: "on", dd_service: "mail" },
      secretOptions: [
        {
          name: "apikey",
          valueFrom: `arn:aws:secretsmanager:${region}:${account}:secret:mail-prod-api-keys-AbCdEf:DATADOG::`,
        },
      ],
    },
  };
}

const logRouter = {
  name: "log-router",
  image: `public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.2${digest}`,
  essential: true,
  user: "10001",
  readonlyRootFilesystem: true,
  firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/ecs/mail", "awslogs-region": region, "awslogs-stream-prefix": "router" },
  },
};
