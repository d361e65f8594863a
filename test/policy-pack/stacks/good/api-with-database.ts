import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { account, fargateTrust, region, subnets, vpcId } from "../accounts";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description:
    "An API on Aurora, whose administrator's password RDS rotates and whose user's password a function of AWS rotates",
  program: () => {
    const key = new aws.kms.Key("orders", { enableKeyRotation: true, policy: keyPolicy });
    const tasks = new aws.ec2.SecurityGroup("orders-tasks", { vpcId });
    const cluster = createDatabase(key, tasks);
    const userSecret = createUserSecret(key, cluster);
    const administratorSecretArn = cluster.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
    const executionRole = createExecutionRole(key, [userSecret.arn, administratorSecretArn]);
    const task = new aws.ecs.TaskDefinition("orders", {
      family: "orders",
      cpu: "512",
      memory: "1024",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: executionRole.arn,
      containerDefinitions: pulumi.jsonStringify([container(cluster, userSecret, administratorSecretArn)]),
    });
    new aws.ecs.Service("orders", {
      cluster: new aws.ecs.Cluster("orders", {
        settings: [{ name: "containerInsights", value: "enabled" }],
      }).arn,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets, securityGroups: [tasks.id] },
    });
  },
};

const keyPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "EnableIamPolicies",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "SecretsManager",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:CallerAccount": account,
          "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
        },
      },
    },
  ],
});

function createDatabase(key: aws.kms.Key, tasks: aws.ec2.SecurityGroup): aws.rds.Cluster {
  const database = new aws.ec2.SecurityGroup("orders-database", { vpcId });
  new aws.vpc.SecurityGroupIngressRule("orders-database", {
    securityGroupId: database.id,
    referencedSecurityGroupId: tasks.id,
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
  });
  new aws.vpc.SecurityGroupEgressRule("orders-tasks", {
    securityGroupId: tasks.id,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
  });
  const cluster = new aws.rds.Cluster("orders", {
    engine: aws.rds.EngineType.AuroraPostgresql,
    databaseName: "orders",
    masterUsername: "administrator",
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: key.keyId,
    storageEncrypted: true,
    kmsKeyId: key.arn,
    vpcSecurityGroupIds: [database.id],
    serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
  });
  new aws.rds.ClusterInstance("orders", {
    clusterIdentifier: cluster.id,
    engine: aws.rds.EngineType.AuroraPostgresql,
    instanceClass: "db.serverless",
  });
  return cluster;
}

function createUserSecret(key: aws.kms.Key, cluster: aws.rds.Cluster): aws.secretsmanager.Secret {
  const secret = new aws.secretsmanager.Secret("orders", {
    name: "orders-prod-credentials",
    kmsKeyId: key.arn,
    tags: { Environment: "prod" },
  });
  const password = new random.RandomPassword("orders", { length: 32, special: false });
  new aws.secretsmanager.SecretVersion(
    "orders",
    {
      secretId: secret.id,
      secretString: pulumi.jsonStringify({
        engine: "postgres",
        host: cluster.endpoint,
        username: "orders",
        password: password.result,
      }),
    },
    { ignoreChanges: ["secretString"] },
  );
  const rotation = new aws.serverlessrepository.CloudFormationStack("orders-rotation", {
    applicationId: `arn:aws:serverlessrepo:${region}:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser`,
    capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
    parameters: {
      endpoint: `https://secretsmanager.${region}.amazonaws.com`,
      functionName: "orders-rotation",
      vpcSubnetIds: subnets.join(","),
    },
  });
  new aws.secretsmanager.SecretRotation("orders", {
    secretId: secret.id,
    rotationLambdaArn: rotation.outputs.apply(({ RotationLambdaARN = "" }) => RotationLambdaARN),
    rotationRules: { automaticallyAfterDays: 30 },
  });
  return secret;
}

function createExecutionRole(key: aws.kms.Key, secretArns: pulumi.Output<string>[]): aws.iam.Role {
  const role = new aws.iam.Role("orders-execution", { assumeRolePolicy: fargateTrust });
  new aws.iam.RolePolicyAttachment("orders-execution", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
  });
  const statements = [
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArns },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: key.arn,
      Condition: { StringLike: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
  new aws.iam.RolePolicy("orders-secrets", {
    role: role.name,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
  });
  return role;
}

function container(
  cluster: aws.rds.Cluster,
  secret: aws.secretsmanager.Secret,
  administratorSecretArn: pulumi.Output<string>,
) {
  return {
    name: "orders",
    image: `${account}.dkr.ecr.${region}.amazonaws.com/orders@sha256:${"b2".repeat(32)}`,
    user: "10001:10001",
    readonlyRootFilesystem: true,
    environment: [
      { name: "DB_HOST", value: cluster.endpoint },
      { name: "DB_NAME", value: "orders" },
    ],
    secrets: [
      { name: "DB_USERNAME", valueFrom: pulumi.interpolate`${secret.arn}:username::` },
      { name: "DB_PASSWORD", valueFrom: pulumi.interpolate`${secret.arn}:password::` },
      { name: "MIGRATION_PASSWORD", valueFrom: pulumi.interpolate`${administratorSecretArn}:password::` },
    ],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/ecs/orders",
        "awslogs-region": region,
        "awslogs-stream-prefix": "orders",
      },
    },
  };
}
