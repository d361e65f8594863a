import * as aws from "@pulumi/aws";

import { account, region, subnets, vpcId } from "./accounts";

/** A secret that exists already, of another stack of this environment. */
export const existingSecretArn = `arn:aws:secretsmanager:${region}:${account}:secret:web-prod-config-AbCdEf`;
const keyArn = `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const certificateArn = `arn:aws:acm:${region}:${account}:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`;

type Document = Record<string, unknown>;

/** What is not as in the plain service. */
export interface Changes {
  container?: Document;
  task?: Partial<aws.ecs.TaskDefinitionArgs>;
  service?: Partial<aws.ecs.ServiceArgs>;
  cluster?: Partial<aws.ecs.ClusterArgs>;
  secret?: Partial<aws.secretsmanager.SecretArgs>;
  /** Whether the secret is rotated. @default true */
  rotated?: boolean;
  key?: Partial<aws.kms.KeyArgs>;
  /** Who may assume the roles, as a statement. */
  trust?: Document;
  /** Statements of the task role, beside none. */
  permissions?: Document[];
  loadBalancer?: Partial<aws.lb.LoadBalancerArgs>;
  listener?: Partial<aws.lb.ListenerArgs>;
  ingress?: Partial<aws.vpc.SecurityGroupIngressRuleArgs>;
}

/**
 * A web service of plain AWS resources, as people write them, that follows every guideline in prod.
 *
 * @param name of all resources, with an ending
 */
export function plainService(name: string, changes: Changes = {}): void {
  const key = createKey(name, changes);
  const secret = new aws.secretsmanager.Secret(name, {
    name: "web-prod-credentials",
    kmsKeyId: key.arn,
    tags: { Environment: "prod" },
    ...changes.secret,
  });
  if (changes.rotated ?? true) rotate(name, secret);
  const taskDefinition = createTaskDefinition(name, changes);
  const group = new aws.ec2.SecurityGroup(name, { vpcId, description: "Web" });
  const targetGroup = createLoadBalancer(name, changes);
  const cluster = new aws.ecs.Cluster(name, {
    settings: [{ name: "containerInsights", value: "enabled" }],
    ...changes.cluster,
  });
  new aws.ecs.Service(name, {
    cluster: cluster.arn,
    taskDefinition: taskDefinition.arn,
    launchType: "FARGATE",
    desiredCount: 2,
    networkConfiguration: { subnets, securityGroups: [group.id], assignPublicIp: false },
    loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "web", containerPort: 8080 }],
    ...changes.service,
  });
}

/** By a function of another stack. */
function rotate(name: string, secret: aws.secretsmanager.Secret): void {
  new aws.secretsmanager.SecretRotation(name, {
    secretId: secret.id,
    rotationLambdaArn: `arn:aws:lambda:${region}:${account}:function:rotate-web`,
    rotationRules: { automaticallyAfterDays: 30 },
  });
}

function createKey(name: string, { key }: Changes): aws.kms.Key {
  return new aws.kms.Key(name, {
    description: "Secrets of web",
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    ...key,
  });
}

function createTaskDefinition(
  name: string,
  { container, task, trust, permissions = [] }: Changes,
): aws.ecs.TaskDefinition {
  const executionRole = createRole(`${name}-execution`, trust, [
    {
      Sid: "ReadSecrets",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: [existingSecretArn],
    },
    {
      Sid: "DecryptSecrets",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: {
        StringEquals: {
          "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
          "kms:EncryptionContext:SecretARN": existingSecretArn,
        },
      },
    },
  ]);
  const taskRole = createRole(`${name}-task`, trust, permissions);
  return new aws.ecs.TaskDefinition(name, {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: executionRole.arn,
    taskRoleArn: taskRole.arn,
    containerDefinitions: JSON.stringify([{ ...plainContainer, ...container }]),
    ...task,
  });
}

export const plainContainer = {
  name: "web",
  image: `${account}.dkr.ecr.${region}.amazonaws.com/web@sha256:${"0123456789abcdef".repeat(4)}`,
  essential: true,
  user: "10001:10001",
  readonlyRootFilesystem: true,
  portMappings: [{ containerPort: 8080, protocol: "tcp" }],
  environment: [
    { name: "NODE_ENV", value: "production" },
    { name: "DATABASE_HOST", value: "web.cluster-abcdefghijkl.us-east-1.rds.amazonaws.com" },
  ],
  secrets: [{ name: "DATABASE_PASSWORD", valueFrom: `${existingSecretArn}:password::` }],
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/ecs/web", "awslogs-region": region, "awslogs-stream-prefix": "web" },
  },
};

function createRole(name: string, trust: Document = {}, statements: Document[] = []): aws.iam.Role {
  const assumeRolePolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
        ...trust,
      },
    ],
  });
  const role = new aws.iam.Role(name, { assumeRolePolicy });
  if (statements.length > 0) {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    new aws.iam.RolePolicy(name, { role: role.name, policy });
  }
  return role;
}

function createLoadBalancer(name: string, { loadBalancer, listener, ingress }: Changes): aws.lb.TargetGroup {
  const group = new aws.ec2.SecurityGroup(`${name}-load-balancer`, { vpcId, description: "Load balancer" });
  new aws.vpc.SecurityGroupIngressRule(`${name}-load-balancer`, {
    securityGroupId: group.id,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...ingress,
  });
  const balancer = new aws.lb.LoadBalancer(name, {
    securityGroups: [group.id],
    subnets,
    dropInvalidHeaderFields: true,
    ...loadBalancer,
  });
  const targetGroup = new aws.lb.TargetGroup(name, {
    port: 8080,
    protocol: "HTTP",
    targetType: "ip",
    vpcId,
  });
  new aws.lb.Listener(name, {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn,
    defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    ...listener,
  });
  return targetGroup;
}
