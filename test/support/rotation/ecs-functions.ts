import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";

import {
  functionCode,
  functionFile,
  functionHandler,
  type FunctionName,
} from "../../../components/function-code";
import { type RolloutEnvironment } from "../../../rotation/contract/rollout-environment";
import {
  type DeclaredStrategies,
  type RotationEnvironment,
} from "../../../rotation/contract/rotation-environment";
import { callJson, clientOptions } from "../local-aws";
import { zipOf } from "../zip";

interface Statement {
  Effect: "Allow";
  Action: string[];
  Resource: string | string[];
  Condition?: object;
}

const account = "000000000000";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;

/** Makes a service's bundled rotation function in the local AWS, for a secret that is rotated so. */
export async function createRotationFunction(
  service: string,
  secretName: string,
  strategies: DeclaredStrategies[string],
): Promise<string> {
  const variables: RotationEnvironment = { STRATEGIES: JSON.stringify({ [secretName]: strategies }) };
  const actions = ["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"];
  const Action = actions.map((action) => `secretsmanager:${action}`);
  const admins = Object.values(strategies).flatMap((strategy) =>
    "adminSecretArn" in strategy ? [strategy.adminSecretArn] : [],
  );
  const Resource = [arnOf("secretsmanager", `secret:${secretName}-??????`), ...admins];
  const functionName = `${service}-rotation`;
  return createFunction("rotation", functionName, { ...variables }, [{ Effect: "Allow", Action, Resource }], {
    principal: "secretsmanager.amazonaws.com",
  });
}

/** Makes the bundled rollout function of a service's cluster, and the rules that wake it. */
export async function createRolloutFunction(
  service: string,
  secretNames: readonly string[],
  variables: RolloutEnvironment,
): Promise<string> {
  const name = `${service}-rollout`;
  const functionArn = await createFunction(
    "rollout",
    name,
    { ...variables },
    rolloutStatements(service, secretNames, variables),
    { principal: "events.amazonaws.com" },
  );
  await new LambdaClient(clientOptions()).send(
    new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: 1 }),
  );
  for (const [index, pattern] of patterns(secretNames, variables.CLUSTER, `role/${name}`).entries()) {
    const Name = `${name}-${index}`;
    await callJson("events", "AWSEvents.PutRule", { Name, EventPattern: JSON.stringify(pattern) });
    await callJson("events", "AWSEvents.PutTargets", {
      Rule: Name,
      Targets: [{ Id: "rollout", Arn: functionArn }],
    });
  }
  return functionArn;
}

/** No more than the function needs. */
function rolloutStatements(
  service: string,
  secretNames: readonly string[],
  { CLUSTER: cluster, ALERT_TOPIC_ARN: topic }: RolloutEnvironment,
): Statement[] {
  const Condition = { ArnEquals: { "ecs:cluster": arnOf("ecs", `cluster/${cluster}`) } };
  const secrets = secretNames.map((name) => arnOf("secretsmanager", `secret:${name}-??????`));
  const labels = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT=*", "HELD", "OVERLAP_UNTIL=*", "ROLLED_BACK"];
  const allow = (Action: string[], Resource: string | string[]): Statement => ({
    Effect: "Allow",
    Action,
    Resource,
  });
  return [
    { ...allow(["ecs:DescribeServices"], arnOf("ecs", `service/${cluster}/*`)), Condition },
    { ...allow(["ecs:ListServices", "ecs:ListTasks"], "*"), Condition },
    { ...allow(["ecs:DescribeTasks"], arnOf("ecs", `task/${cluster}/*`)), Condition },
    allow(["ecs:DescribeTaskDefinition"], "*"),
    { ...allow(["ecs:UpdateService"], arnOf("ecs", `service/${cluster}/${service}`)), Condition },
    allow(["secretsmanager:DescribeSecret"], secrets),
    {
      ...allow(["secretsmanager:UpdateSecretVersionStage"], secrets),
      Condition: { StringLike: { "secretsmanager:VersionStage": labels } },
    },
    allow(["lambda:InvokeFunction"], arnOf("lambda", `function:${service}-rotation`)),
    allow(["sns:Publish"], topic),
  ];
}

function patterns(secretNames: readonly string[], cluster: string, ownRole: string): object[] {
  const prefixes = secretNames.map((name) => ({ prefix: arnOf("secretsmanager", `secret:${name}-`) }));
  const source = ["aws.secretsmanager"];
  const issuedBy = (match: object) => ({
    userIdentity: { sessionContext: { sessionIssuer: { arn: [match] } } },
  });
  return [
    {
      source,
      "detail-type": ["AWS Service Event via CloudTrail"],
      detail: { eventName: ["RotationSucceeded"], additionalEventData: { SecretId: prefixes } },
    },
    {
      source,
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventName: ["PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage"],
        requestParameters: { secretId: [...secretNames, ...prefixes] },
        $or: [
          issuedBy({ exists: false }),
          issuedBy({ "anything-but": [`arn:aws:iam::${account}:${ownRole}`] }),
        ],
      },
    },
    {
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [{ prefix: arnOf("ecs", `service/${cluster}/`) }],
    },
  ];
}

async function createFunction(
  code: FunctionName,
  name: string,
  Variables: Record<string, string>,
  Statement: Statement[],
  { principal }: { principal: string },
): Promise<string> {
  const iam = new IAMClient(clientOptions());
  const lambda = new LambdaClient(clientOptions());
  const AssumeRolePolicyDocument = documentOf([
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ]);
  const role = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  const policy = { PolicyName: "function", PolicyDocument: documentOf(Statement) };
  await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policy }));
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: "nodejs22.x",
      Handler: functionHandler,
      Role: role.Role?.Arn,
      Timeout: 60,
      Code: { ZipFile: zipOf(functionFile, functionCode(code)) },
      Environment: { Variables },
    }),
  );
  const permission = { StatementId: "caller", Action: "lambda:InvokeFunction", Principal: principal };
  await lambda.send(new AddPermissionCommand({ FunctionName: name, ...permission }));
  return created.FunctionArn ?? "";
}

function documentOf(Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
