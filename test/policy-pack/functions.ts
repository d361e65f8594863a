import * as aws from "@pulumi/aws";

/** A function that follows every guideline; `overrides` says what is special about it. */
export function lambdaFunction(overrides: Partial<aws.lambda.FunctionArgs> = {}): aws.lambda.Function {
  return new aws.lambda.Function("rotate", {
    role: "arn:aws:iam::123456789012:role/rotate",
    runtime: "nodejs24.x",
    handler: "index.handler",
    ...overrides,
  });
}

/** Has a function rotate a secret. */
export function rotatedBy({ arn }: aws.lambda.Function): aws.secretsmanager.SecretRotation {
  return new aws.secretsmanager.SecretRotation("web", {
    secretId: "web",
    rotationLambdaArn: arn,
    rotationRules: { automaticallyAfterDays: 30 },
  });
}
