import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { account, fargateTrust, region } from "../accounts";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "A web service behind a load balancer that also answers on port 80, in a network of its own",
  program: () => {
    const network = createNetwork();
    const { targetGroup, loadBalancerGroup, listener } = createLoadBalancer(network);
    const tasks = new aws.ec2.SecurityGroup("shop-tasks", {
      vpcId: network.vpcId,
      ingress: [{ protocol: "tcp", fromPort: 3000, toPort: 3000, securityGroups: [loadBalancerGroup.id] }],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    });
    const cluster = new aws.ecs.Cluster("shop", {
      settings: [{ name: "containerInsights", value: "enhanced" }],
    });
    const service = new aws.ecs.Service(
      "shop",
      {
        cluster: cluster.arn,
        taskDefinition: createTask().arn,
        launchType: "FARGATE",
        desiredCount: 3,
        networkConfiguration: { subnets: network.privateSubnetIds, securityGroups: [tasks.id] },
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: "shop", containerPort: 3000 }],
      },
      { dependsOn: [listener] },
    );
    const target = new aws.appautoscaling.Target("shop", {
      minCapacity: 3,
      maxCapacity: 9,
      resourceId: pulumi.interpolate`service/${cluster.name}/${service.name}`,
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    });
    new aws.appautoscaling.Policy("shop", {
      policyType: "TargetTrackingScaling",
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      serviceNamespace: target.serviceNamespace,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: 50,
      },
    });
  },
};

interface Network {
  vpcId: pulumi.Output<string>;
  publicSubnetIds: pulumi.Output<string>[];
  privateSubnetIds: pulumi.Output<string>[];
}

function createNetwork(): Network {
  const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  new aws.ec2.DefaultSecurityGroup("shop", { vpcId: vpc.id });
  const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id });
  const zones = ["a", "b"].map((zone, index) => {
    const availabilityZone = region + zone;
    const publicSubnet = new aws.ec2.Subnet(`shop-public-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${index}.0/24`,
      availabilityZone,
      mapPublicIpOnLaunch: true,
    });
    const privateSubnet = new aws.ec2.Subnet(`shop-private-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${index + 10}.0/24`,
      availabilityZone,
    });
    const address = new aws.ec2.Eip(`shop-${zone}`, { domain: "vpc" });
    const nat = new aws.ec2.NatGateway(`shop-${zone}`, {
      allocationId: address.id,
      subnetId: publicSubnet.id,
    });
    routeToInternet(`shop-public-${zone}`, vpc, publicSubnet, { gatewayId: gateway.id });
    routeToInternet(`shop-private-${zone}`, vpc, privateSubnet, { natGatewayId: nat.id });
    return { publicSubnet, privateSubnet };
  });
  return {
    vpcId: vpc.id,
    publicSubnetIds: zones.map(({ publicSubnet }) => publicSubnet.id),
    privateSubnetIds: zones.map(({ privateSubnet }) => privateSubnet.id),
  };
}

function routeToInternet(
  name: string,
  vpc: aws.ec2.Vpc,
  subnet: aws.ec2.Subnet,
  target: { gatewayId: pulumi.Output<string> } | { natGatewayId: pulumi.Output<string> },
): void {
  const routes = [{ cidrBlock: "0.0.0.0/0", ...target }];
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id, routes });
  new aws.ec2.RouteTableAssociation(name, { routeTableId: table.id, subnetId: subnet.id });
}

function createLoadBalancer({ vpcId, publicSubnetIds }: Network) {
  const loadBalancerGroup = new aws.ec2.SecurityGroup("shop-load-balancer", {
    vpcId,
    ingress: [80, 443].map((port) => ({
      protocol: "tcp",
      fromPort: port,
      toPort: port,
      cidrBlocks: ["0.0.0.0/0"],
      ipv6CidrBlocks: ["::/0"],
    })),
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const loadBalancer = new aws.lb.LoadBalancer("shop", {
    loadBalancerType: "application",
    securityGroups: [loadBalancerGroup.id],
    subnets: publicSubnetIds,
    dropInvalidHeaderFields: true,
  });
  const targetGroup = new aws.lb.TargetGroup("shop", {
    port: 3000,
    protocol: "HTTP",
    targetType: "ip",
    vpcId,
  });
  new aws.lb.Listener("shop-redirect", {
    loadBalancerArn: loadBalancer.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ],
  });
  const certificate = new aws.acm.Certificate("shop", {
    domainName: "shop.example.com",
    validationMethod: "DNS",
  });
  const listener = new aws.lb.Listener("shop", {
    loadBalancerArn: loadBalancer.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    certificateArn: certificate.arn,
    defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
  });
  return { targetGroup, loadBalancerGroup, listener };
}

function createTask(): aws.ecs.TaskDefinition {
  const key = new aws.kms.Key("shop", { enableKeyRotation: true });
  const secret = new aws.secretsmanager.Secret("shop", {
    name: "shop-prod-api-keys",
    kmsKeyId: key.arn,
    tags: { Environment: "prod" },
  });
  new aws.secretsmanager.SecretRotation("shop", {
    secretId: secret.id,
    rotationLambdaArn: `arn:aws:lambda:${region}:${account}:function:rotate-shop`,
    rotationRules: { automaticallyAfterDays: 30 },
  });
  const executionRole = new aws.iam.Role("shop-execution", {
    assumeRolePolicy: fargateTrust,
    managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
  });
  const statements = [
    { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secret.arn] },
    {
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [key.arn],
      Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
  new aws.iam.RolePolicy("shop-execution", {
    role: executionRole.id,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
  });
  const logGroup = new aws.cloudwatch.LogGroup("shop", { retentionInDays: 365 });
  return new aws.ecs.TaskDefinition("shop", {
    family: "shop",
    cpu: "512",
    memory: "1024",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: executionRole.arn,
    containerDefinitions: pulumi.jsonStringify([
      {
        name: "shop",
        image: `${account}.dkr.ecr.${region}.amazonaws.com/shop:2.4.1@sha256:${"0f".repeat(32)}`,
        user: "node",
        readonlyRootFilesystem: true,
        portMappings: [{ containerPort: 3000 }],
        secrets: [
          { name: "PAYMENT_API_KEY", valueFrom: pulumi.interpolate`${secret.arn}:PAYMENT_API_KEY::` },
        ],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": logGroup.name,
            "awslogs-region": region,
            "awslogs-stream-prefix": "shop",
          },
        },
      },
    ]),
  });
}
