"use strict";

/** The same services as a user of the CDK declares them: one stack for what they share, and one for each service. */
const { App, Duration, RemovalPolicy, Stack, Validations } = require("aws-cdk-lib");
const { Alarm, Metric } = require("aws-cdk-lib/aws-cloudwatch");
const { SnsAction } = require("aws-cdk-lib/aws-cloudwatch-actions");
const { SecurityGroup, Vpc } = require("aws-cdk-lib/aws-ec2");
const {
  Cluster,
  ContainerImage,
  ContainerInsights,
  FargateService,
  FargateTaskDefinition,
  LogDrivers,
  Secret: ContainerSecret,
} = require("aws-cdk-lib/aws-ecs");
const { ApplicationLoadBalancer, ListenerCertificate } = require("aws-cdk-lib/aws-elasticloadbalancingv2");
const { PolicyStatement } = require("aws-cdk-lib/aws-iam");
const { Key } = require("aws-cdk-lib/aws-kms");
const { Code, Function: LambdaFunction, Runtime } = require("aws-cdk-lib/aws-lambda");
const { FilterPattern, LogGroup, MetricFilter, RetentionDays } = require("aws-cdk-lib/aws-logs");
const { Secret } = require("aws-cdk-lib/aws-secretsmanager");
const { Topic } = require("aws-cdk-lib/aws-sns");
const { AwsSolutionsChecks } = require("cdk-nag");

const env = { account: "123456789012", region: "us-east-1" };
const certificateArn = `arn:aws:acm:${env.region}:${env.account}:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`;
const image = `public.ecr.aws/example/service@sha256:${"0".repeat(64)}`;

class EnvironmentStack extends Stack {
  constructor(scope, id) {
    super(scope, id, { env });
    this.vpc = Vpc.fromVpcAttributes(this, "Vpc", {
      vpcId: "vpc-1",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      privateSubnetIds: ["subnet-1", "subnet-2"],
    });
    this.key = new Key(this, "Key", { enableKeyRotation: true });
    this.cluster = new Cluster(this, "Cluster", {
      vpc: this.vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    this.alerts = new Topic(this, "Alerts", { masterKey: this.key, enforceSSL: true });
    this.trailLogGroup = new LogGroup(this, "Trail", {
      encryptionKey: this.key,
      retention: RetentionDays.ONE_YEAR,
    });
  }
}

class ServiceStack extends Stack {
  constructor(scope, name, environment) {
    super(scope, name, { env });
    const { cluster, vpc } = environment;
    // As an imported key, or what uses it would change its policy, and make the stacks depend on each other in a circle.
    const key = Key.fromKeyArn(this, "Key", environment.key.keyArn);
    const secret = this.rotatedSecret(name, key);
    const taskDefinition = new FargateTaskDefinition(this, "Task", { cpu: 256, memoryLimitMiB: 512 });
    taskDefinition.addVolume({ name: "tmp" });
    const logGroup = new LogGroup(this, "Logs", { encryptionKey: key, retention: RetentionDays.ONE_MONTH });
    const container = taskDefinition.addContainer("service", {
      image: ContainerImage.fromRegistry(image),
      user: "10001:10001",
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(30),
      environment: { LOG_LEVEL: "info", DATABASE_HOST: "database.example", FEATURES: "a,b,c" },
      secrets: { JWT_SECRET: ContainerSecret.fromSecretsManager(secret, "JWT_SECRET") },
      logging: LogDrivers.awsLogs({ streamPrefix: name, logGroup }),
      portMappings: [{ containerPort: 8080 }],
    });
    container.addMountPoints({ containerPath: "/tmp", sourceVolume: "tmp", readOnly: false });
    taskDefinition.taskRole.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${name}-files/*`] }),
    );
    const service = new FargateService(this, "Service", {
      cluster,
      taskDefinition,
      desiredCount: 1,
      circuitBreaker: { rollback: true },
      securityGroups: [new SecurityGroup(this, "SecurityGroup", { vpc, allowAllOutbound: true })],
    });
    service
      .autoScaleTaskCount({ minCapacity: 1, maxCapacity: 4 })
      .scaleOnCpuUtilization("Cpu", { targetUtilizationPercent: 60 });
    new ApplicationLoadBalancer(this, "LoadBalancer", { vpc, internetFacing: false })
      .addListener("Https", {
        port: 443,
        open: false,
        certificates: [ListenerCertificate.fromArn(certificateArn)],
      })
      .addTargets("Service", { port: 8080, targets: [service], healthCheck: { path: "/health" } });
    this.alarms(name, secret, environment);
  }

  rotatedSecret(name, encryptionKey) {
    const secret = new Secret(this, "Secret", {
      secretName: `${name}-test-config`,
      encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
      generateSecretString: {
        secretStringTemplate: "{}",
        generateStringKey: "JWT_SECRET",
        passwordLength: 48,
      },
    });
    const rotationLambda = new LambdaFunction(this, "Rotation", {
      runtime: Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: Code.fromInline("exports.handler = async () => {};"),
      timeout: Duration.minutes(1),
      reservedConcurrentExecutions: 1,
    });
    secret.addRotationSchedule("Schedule", {
      rotationLambda,
      automaticallyAfter: Duration.days(30),
      rotateImmediatelyOnUpdate: false,
    });
    return secret;
  }

  /** Reads by others, refused reads, changes and failed rotations, as filters of the trail's log group. */
  alarms(name, secret, { trailLogGroup, alerts }) {
    const patterns = {
      Reads: `{ $.eventName = "GetSecretValue" && $.requestParameters.secretId = "*${name}-test-config*" }`,
      Denied: `{ $.errorCode = "AccessDenied*" && $.requestParameters.secretId = "*${name}-test-config*" }`,
      Changes: `{ $.eventName = "PutResourcePolicy" && $.requestParameters.secretId = "*${name}-test-config*" }`,
      RotationFailed: `{ $.eventName = "RotationFailed" && $.additionalEventData.SecretId = "*${name}-test-config*" }`,
    };
    for (const [kind, pattern] of Object.entries(patterns)) {
      const metric = { metricNamespace: "Secrets", metricName: `${name}-${kind}` };
      new MetricFilter(this, `${kind}Filter`, {
        ...metric,
        logGroup: trailLogGroup,
        filterPattern: FilterPattern.literal(pattern),
      });
      new Alarm(this, `${kind}Alarm`, {
        metric: new Metric({
          namespace: "Secrets",
          metricName: metric.metricName,
          statistic: "Sum",
          period: Duration.minutes(5),
        }),
        threshold: kind === "Reads" ? 10 : 0,
        evaluationPeriods: 1,
      }).addAlarmAction(new SnsAction(alerts));
    }
  }
}

const app = new App();
const environment = new EnvironmentStack(app, "environment");
for (let index = 0; index < Number(process.env.SERVICES); index++)
  new ServiceStack(app, `service-${index}`, environment);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
