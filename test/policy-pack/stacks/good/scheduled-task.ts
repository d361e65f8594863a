import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { account, fargateTrust, region, subnets, trust } from "../accounts";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "A task that EventBridge Scheduler starts every night, and a rule that starts it by hand",
  program: () => {
    const roles = {
      executionRole: new aws.iam.Role("report-execution", { assumeRolePolicy: fargateTrust }),
      taskRole: new aws.iam.Role("report-task", { assumeRolePolicy: fargateTrust }),
    };
    const clusterArn = `arn:aws:ecs:${region}:${account}:cluster/shared`;
    const task = createTask(roles);
    const schedulerRole = createStarter("report-scheduler", "scheduler.amazonaws.com", { task, ...roles });
    const networkConfiguration = { subnets, assignPublicIp: false };
    new aws.scheduler.Schedule("report", {
      scheduleExpression: "cron(15 2 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: clusterArn,
        roleArn: schedulerRole.arn,
        ecsParameters: { taskDefinitionArn: task.arn, launchType: "FARGATE", networkConfiguration },
        retryPolicy: { maximumRetryAttempts: 2 },
      },
    });
    const rule = new aws.cloudwatch.EventRule("report", {
      eventPattern: JSON.stringify({ source: ["example.reports"], "detail-type": ["ReportRequested"] }),
    });
    new aws.cloudwatch.EventTarget("report", {
      rule: rule.name,
      arn: clusterArn,
      roleArn: createStarter("report-events", "events.amazonaws.com", { task, ...roles }).arn,
      ecsTarget: { taskDefinitionArn: task.arn, launchType: "FARGATE", networkConfiguration },
    });
  },
};

interface Roles {
  executionRole: aws.iam.Role;
  taskRole: aws.iam.Role;
}

function createTask({ executionRole, taskRole }: Roles): aws.ecs.TaskDefinition {
  return new aws.ecs.TaskDefinition("report", {
    family: "report",
    cpu: "1024",
    memory: "4096",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: executionRole.arn,
    taskRoleArn: taskRole.arn,
    ephemeralStorage: { sizeInGib: 50 },
    volumes: [
      {
        name: "reports",
        efsVolumeConfiguration: {
          fileSystemId: "fs-0123456789abcdef0",
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: "fsap-0123456789abcdef0", iam: "ENABLED" },
        },
      },
    ],
    containerDefinitions: JSON.stringify([
      {
        name: "report",
        image: `${account}.dkr.ecr.${region}.amazonaws.com/report@sha256:${"5c".repeat(32)}`,
        user: "10001:10001",
        readonlyRootFilesystem: true,
        entryPoint: ["sh", "-c"],
        command: ['exec report --since "$(date -d yesterday +%F)" --password-from-env DB_PASSWORD'],
        mountPoints: [{ sourceVolume: "reports", containerPath: "/reports" }],
        environment: [
          { name: "PGUSER", value: "report" },
          { name: "PGSSLROOTCERT", value: "/etc/ssl/certs/rds.pem" },
          { name: "CORRELATION_KEY", value: "x-request-id" },
        ],
        secrets: [
          {
            name: "DB_PASSWORD",
            valueFrom: `arn:aws:secretsmanager:${region}:${account}:secret:report-prod-credentials-XyZ123:password::`,
          },
        ],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": "/ecs/report",
            "awslogs-region": region,
            "awslogs-stream-prefix": "report",
          },
        },
      },
    ]),
  });
}

/** The role by which a service of AWS starts the task, and passes the task's own roles to it. */
function createStarter(
  name: string,
  service: string,
  { task, executionRole, taskRole }: Roles & { task: aws.ecs.TaskDefinition },
): aws.iam.Role {
  const statements = [
    { Effect: "Allow", Action: "ecs:RunTask", Resource: task.arnWithoutRevision },
    {
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: [executionRole.arn, taskRole.arn],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
  const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
  return new aws.iam.Role(name, {
    assumeRolePolicy: trust(service),
    inlinePolicies: [{ name: "run-task", policy }],
  });
}
