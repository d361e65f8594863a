import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { account, region, trust } from "../accounts";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "An HTTP API on a function that reads its settings and its key from Parameter Store by name",
  program: () => {
    const parameter = new aws.ssm.Parameter("quotes", {
      name: "/quotes/prod/settings",
      type: aws.ssm.ParameterType.String,
      value: JSON.stringify({ currency: "EUR", maxTokens: 512, tokenTtlSeconds: 300 }),
    });
    const role = createRole(parameter);
    const logGroup = new aws.cloudwatch.LogGroup("quotes", {
      name: "/aws/lambda/quotes",
      retentionInDays: 90,
    });
    const quotes = new aws.lambda.Function("quotes", {
      name: "quotes",
      role: role.arn,
      runtime: aws.lambda.Runtime.NodeJS22dX,
      handler: "index.handler",
      s3Bucket: "example-artifacts",
      s3Key: "quotes/1.8.0.zip",
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tracingConfig: { mode: "Active" },
      environment: {
        variables: {
          SETTINGS_PARAMETER: parameter.name,
          API_KEY_PARAMETER: "/quotes/prod/api-key",
          POWERTOOLS_SERVICE_NAME: "quotes",
        },
      },
    });
    exposeAsApi(quotes);
  },
};

function createRole(parameter: aws.ssm.Parameter): aws.iam.Role {
  const role = new aws.iam.Role("quotes", { assumeRolePolicy: trust("lambda.amazonaws.com") });
  new aws.iam.RolePolicyAttachment("quotes-logs", {
    role: role.name,
    policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
  });
  const statements = [
    {
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters"],
      Resource: [parameter.arn, `arn:aws:ssm:${region}:${account}:parameter/quotes/prod/*`],
    },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      Condition: { StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com` } },
    },
    { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: ["*"] },
    {
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGet*"],
      Resource: `arn:aws:dynamodb:${region}:${account}:table/quotes*`,
    },
  ];
  new aws.iam.RolePolicy("quotes", {
    role: role.name,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
  });
  return role;
}

function exposeAsApi(handler: aws.lambda.Function): void {
  const api = new aws.apigatewayv2.Api("quotes", { protocolType: "HTTP" });
  const integration = new aws.apigatewayv2.Integration("quotes", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: handler.invokeArn,
    payloadFormatVersion: "2.0",
  });
  new aws.apigatewayv2.Route("quotes", {
    apiId: api.id,
    routeKey: "GET /quotes",
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
  new aws.apigatewayv2.Stage("quotes", { apiId: api.id, name: "$default", autoDeploy: true });
  new aws.lambda.Permission("quotes", {
    action: "lambda:InvokeFunction",
    function: handler.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate`${api.executionArn}/*`,
  });
}
