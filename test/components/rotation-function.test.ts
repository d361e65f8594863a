import assert from "node:assert/strict";

import { type EnvironmentArgs } from "../../components/environment";
import { functionCode } from "../../components/function-code";
import { RotationFunction, type RotationFunctionArgs } from "../../components/rotation-function";
import { record } from "../../local/offline/recorder";
import { type StrategyDeclaration } from "../../rotation/contract/strategy-schema";
import { adminSecretArn } from "../support/breakages/rotation";
import { networkAnswers, parseDocument, testEnvironment, textOf, typesAndNames } from "../support/components";
import { declared } from "../support/declared-strategies";
import { resourceOf, resourcesOf } from "../support/pulumi";

const types = {
  component: "secret-backed-services:components:RotationFunction",
  eventInvokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  function: "aws:lambda/function:Function",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  permission: "aws:lambda/permission:Permission",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
};
const config = "auth-service-test-config";
const functionArn = (region = "eu-west-1", partition = "aws") =>
  `arn:${partition}:lambda:${region}:123456789012:function:auth-service-test-rotation`;
const secretArn = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-a1b2c3`;

interface Recorded {
  keys?: Record<string, StrategyDeclaration>;
  overrides?: Partial<RotationFunctionArgs>;
  shared?: Partial<EnvironmentArgs>;
  region?: string;
}

function recordFunction({ keys, overrides, shared, region = "eu-west-1" }: Recorded = {}) {
  return record(
    () => {
      new RotationFunction("auth-service-rotation", {
        environment: testEnvironment(shared),
        service: "auth-service",
        strategies: { [config]: keys ?? { JWT_SECRET: declared.random } },
        secretArns: { [config]: secretArn(config) },
        egress: [{ port: 27017, cidrBlocks: ["192.0.2.0/24"] }],
        logRetentionInDays: 30,
        deletionProtection: false,
        tags: { Service: "auth-service" },
        ...overrides,
      });
    },
    { config: { "aws:region": region }, ...networkAnswers },
  );
}

type Recording = Awaited<ReturnType<typeof recordFunction>>;

/** What the function's role may do. */
function statementsOf(recording: Recording): unknown[] {
  const { policy } = resourceOf(recording, types.rolePolicy).inputs;
  const statements: unknown = Reflect.get(Object(parseDocument(policy)), "Statement");
  assert.ok(Array.isArray(statements));
  return statements;
}

function named(sid: string, statements: unknown[]): unknown[] {
  return statements.filter((statement) => Reflect.get(Object(statement), "Sid") === sid);
}

describe("RotationFunction", () => {
  it("is made of exactly these resources outside of any network", async () => {
    const environment = await record(() => void testEnvironment());
    const shared = typesAndNames(environment.resources);
    const own = typesAndNames((await recordFunction()).resources).filter((name) => !shared.includes(name));
    assert.deepEqual(own, [
      "aws:cloudwatch/logGroup:LogGroup auth-service-rotation",
      "aws:iam/role:Role auth-service-rotation",
      "aws:iam/rolePolicy:RolePolicy auth-service-rotation",
      "aws:lambda/function:Function auth-service-rotation",
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig auth-service-rotation",
      `aws:lambda/permission:Permission auth-service-rotation-of-${config}`,
      "secret-backed-services:components:RotationFunction auth-service-rotation",
      "secret-backed-services:components:ServiceRole auth-service-rotation",
    ]);
  });

  it("runs the bundled code with the strategies in its variables, encrypted by the environment's key", async () => {
    const recording = await recordFunction();
    const { code, ...inputs } = resourceOf(recording, types.function).inputs;
    assert.deepEqual(inputs, {
      name: "auth-service-test-rotation",
      description: "Rotates the secrets of auth-service in test",
      role: resourceOf(recording, types.role).outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      timeout: 600,
      memorySize: 512,
      reservedConcurrentExecutions: 1,
      environment: {
        variables: { STRATEGIES: JSON.stringify({ [config]: { JWT_SECRET: declared.random } }) },
      },
      kmsKeyArn: resourceOf(recording, "aws:kms/key:Key").outputs.arn,
      tags: { Service: "auth-service" },
    });
    const file: unknown = Reflect.get(Object(Reflect.get(Object(code), "assets")), "index.js");
    assert.equal(Reflect.get(Object(file), "text"), functionCode("rotation"));
  });

  it("keeps an encrypted log, and tells the alert topic of calls that failed and that nobody waits for", async () => {
    const recording = await recordFunction();
    assert.deepEqual(resourceOf(recording, types.logGroup).inputs, {
      name: "/aws/lambda/auth-service-test-rotation",
      retentionInDays: 30,
      kmsKeyId: resourceOf(recording, "aws:kms/key:Key").outputs.arn,
      tags: { Service: "auth-service" },
    });
    assert.deepEqual(resourceOf(recording, types.eventInvokeConfig).inputs, {
      functionName: "auth-service-test-rotation",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: {
        onFailure: { destination: resourceOf(recording, "aws:sns/topic:Topic").outputs.arn },
      },
    });
  });

  it("starts only behind its log group and its role's policy", async () => {
    const recording = await recordFunction();
    const { dependencies } = resourceOf(recording, types.function);
    for (const type of [types.logGroup, types.rolePolicy]) {
      assert.ok(dependencies.includes(resourceOf(recording, type).urn), type);
    }
  });

  it("protects and retains its log where deletion protection is on", async () => {
    const { options } = resourceOf(
      await recordFunction({ overrides: { deletionProtection: true } }),
      types.logGroup,
    );
    assert.deepEqual([options.protect, options.retainOnDelete], [true, true]);
  });

  it("may rotate its own secrets, for as long as it is what rotates them, and nothing else", async () => {
    const recording = await recordFunction();
    const keyArn = resourceOf(recording, "aws:kms/key:Key").outputs.arn;
    assert.deepEqual(statementsOf(recording), [
      {
        Sid: "RotateSecrets",
        Effect: "Allow",
        Action: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        Resource: [secretArn(config)],
        Condition: {
          StringEquals: { "secretsmanager:resource/AllowRotationLambdaArn": functionArn() },
        },
      },
      {
        Sid: "UseKeyForSecrets",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: [keyArn],
        Condition: {
          StringEquals: {
            "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
            "kms:EncryptionContext:SecretARN": [secretArn(config)],
          },
        },
      },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${textOf(resourceOf(recording, types.logGroup).outputs.arn)}:log-stream:*`],
      },
      {
        Sid: "PublishAlerts",
        Effect: "Allow",
        Action: ["sns:Publish"],
        Resource: [resourceOf(recording, "aws:sns/topic:Topic").outputs.arn],
      },
      {
        Sid: "UseKeyForAlerts",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: [keyArn],
        Condition: { StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" } },
      },
    ]);
  });

  it("may read the admin secrets of its strategies, each once", async () => {
    const { issuer, mongodb } = declared;
    const keys = { API_KEY: issuer, MONGODB_URI: mongodb, OTHER_URI: mongodb };
    const recording = await recordFunction({ keys });
    const adminSecretArns = [adminSecretArn("issuer-admin"), adminSecretArn("mongodb-admin")];
    const statements = statementsOf(recording);
    assert.deepEqual(named("ReadAdminSecrets", statements), [
      {
        Sid: "ReadAdminSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: adminSecretArns,
      },
    ]);
    assert.deepEqual(named("DecryptAdminSecrets", statements), [
      {
        Sid: "DecryptAdminSecrets",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [resourceOf(recording, "aws:kms/key:Key").outputs.arn],
        Condition: {
          StringEquals: {
            "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
            "kms:EncryptionContext:SecretARN": adminSecretArns,
          },
        },
      },
    ]);
  });

  it("lets Secrets Manager call it for each of its secrets, and for no other", async () => {
    const apiKeys = "auth-service-test-api-keys";
    const strategies = {
      [config]: { JWT_SECRET: declared.random },
      [apiKeys]: { API_KEY: declared.issuer },
    };
    const secretArns = { [config]: secretArn(config), [apiKeys]: secretArn(apiKeys) };
    const recording = await recordFunction({ overrides: { strategies, secretArns } });
    const permission = {
      action: "lambda:InvokeFunction",
      function: "auth-service-test-rotation",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: "123456789012",
    };
    assert.deepEqual(
      resourcesOf(recording, types.permission).map(({ inputs }) => inputs),
      [
        { ...permission, statementId: config, sourceArn: secretArn(config) },
        { ...permission, statementId: apiKeys, sourceArn: secretArn(apiKeys) },
      ],
    );
    assert.equal(resourceOf(recording, types.function).inputs.reservedConcurrentExecutions, 1);
  });

  it("is in the private subnets for a database, where only its own connections are open", async () => {
    for (const declaration of [declared.mongodb, declared.atlas]) {
      const recording = await recordFunction({ keys: { MONGODB_URI: declaration } });
      const securityGroup = resourceOf(recording, types.securityGroup);
      assert.deepEqual(resourceOf(recording, types.function).inputs.vpcConfig, {
        subnetIds: ["subnet-1", "subnet-2"],
        securityGroupIds: [securityGroup.outputs.id],
      });
      assert.deepEqual(securityGroup.inputs, {
        description: "Rotation function of auth-service",
        vpcId: "vpc-1",
        tags: { Service: "auth-service" },
      });
      const egress = resourcesOf(recording, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
      assert.deepEqual(
        egress.map(({ name, inputs }) => [name, inputs.fromPort, inputs.toPort, inputs.cidrIpv4]),
        [
          ["auth-service-rotation-https", 443, 443, "0.0.0.0/0"],
          ["auth-service-rotation-to-192.0.2.0/24-27017", 27017, 27017, "192.0.2.0/24"],
        ],
      );
      const actions = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses",
      ];
      const statements = statementsOf(recording);
      assert.deepEqual(named("ConnectToNetwork", statements), [
        {
          Sid: "ConnectToNetwork",
          Effect: "Allow",
          Action: actions.filter((action) => !action.startsWith("ec2:Describe")),
          Resource: ["network-interface", "security-group", "subnet"].map(
            (type) => `arn:aws:ec2:eu-west-1:123456789012:${type}/*`,
          ),
        },
      ]);
      assert.deepEqual(named("SeeNetwork", statements), [
        {
          Sid: "SeeNetwork",
          Effect: "Allow",
          Action: actions.filter((action) => action.startsWith("ec2:Describe")),
          Resource: ["*"],
        },
      ]);
      assert.deepEqual(named("LambdaAloneConnects", statements), [
        {
          Sid: "LambdaAloneConnects",
          Effect: "Deny",
          Action: actions,
          Resource: ["*"],
          Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn() } },
        },
      ]);
    }
  });

  it("opens HTTPS to AWS alone where the network has VPC endpoints only", async () => {
    const create = {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: 2,
      egress: "vpc-endpoints",
      natGateways: "single",
    } as const;
    const recording = await recordFunction({
      keys: { MONGODB_URI: declared.mongodb },
      shared: { network: { create } },
    });
    const egress = resourcesOf(recording, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    assert.deepEqual(egress.map(({ name, inputs }) => [name, inputs.fromPort, inputs.cidrIpv4]).sort(), [
      ["auth-service-rotation-endpoints", 443, undefined],
      ["auth-service-rotation-to-192.0.2.0/24-27017", 27017, "192.0.2.0/24"],
    ]);
  });

  it("writes ARNs and endpoints of the partition it is in", async () => {
    for (const [region, partition, suffix] of [
      ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
      ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ] as const) {
      const document = JSON.stringify(statementsOf(await recordFunction({ region })));
      for (const text of [functionArn(region, partition), `sns.${region}.${suffix}`]) {
        assert.ok(document.includes(`"${text}"`), `${text} in ${document}`);
      }
    }
  });

  it("tells the engine its strategies, which hold no credential", async () => {
    const { inputs } = resourceOf(await recordFunction(), types.component);
    assert.deepEqual(inputs, {
      service: "auth-service",
      strategies: { [config]: { JWT_SECRET: declared.random } },
    });
  });
});
