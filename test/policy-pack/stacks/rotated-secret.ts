import * as aws from "@pulumi/aws";

import { account } from "./accounts";

/** What is not as in the rotated secret. */
export interface Changes {
  lambda?: Partial<aws.lambda.FunctionArgs>;
  permission?: Partial<aws.lambda.PermissionArgs>;
  logGroup?: Partial<aws.cloudwatch.LogGroupArgs>;
  rotationRules?: aws.types.input.secretsmanager.SecretRotationRotationRules;
}

/**
 * A secret and the function that rotates it, of plain AWS resources, as people write them: they follow every guideline.
 *
 * @param name of all resources
 */
export function rotatedSecret(name: string, changes: Changes = {}): void {
  const key = new aws.kms.Key(name, { enableKeyRotation: true });
  const secret = new aws.secretsmanager.Secret(name, {
    name: "web-prod-credentials",
    kmsKeyId: key.arn,
    tags: { Environment: "prod" },
  });
  const rotate = createFunction(name, changes);
  const permission = new aws.lambda.Permission(name, {
    action: "lambda:InvokeFunction",
    function: rotate.name,
    principal: "secretsmanager.amazonaws.com",
    sourceArn: secret.arn,
    ...changes.permission,
  });
  new aws.secretsmanager.SecretRotation(
    name,
    {
      secretId: secret.id,
      rotationLambdaArn: rotate.arn,
      rotationRules: changes.rotationRules ?? { automaticallyAfterDays: 30 },
    },
    { dependsOn: permission },
  );
}

function createFunction(name: string, changes: Changes): aws.lambda.Function {
  const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: 365, ...changes.logGroup });
  return new aws.lambda.Function(name, {
    role: `arn:aws:iam::${account}:role/rotate-web`,
    runtime: aws.lambda.Runtime.NodeJS24dX,
    handler: "index.handler",
    s3Bucket: "example-artifacts",
    s3Key: "rotate/1.0.0.zip",
    reservedConcurrentExecutions: 1,
    loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
    ...changes.lambda,
  });
}
