import { type Environment } from "../../naming";
import { account, region } from "./deployed-service";

/** The only policy of auth-service's execution role. */
export function executionPolicy(stack: Environment, secret: { arn: string; keyArn: string | undefined }) {
  const allow = (Sid: string, Action: string[], Resource: (string | undefined)[]) => ({
    Sid,
    Effect: "Allow",
    Action,
    Resource,
  });
  const logGroup = `arn:aws:logs:${region}:${account}:log-group:/ecs/${stack}/auth-service`;
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return {
    Version: "2012-10-17",
    Statement: [
      allow("ReadSecrets", ["secretsmanager:GetSecretValue"], [secret.arn]),
      {
        ...allow("DecryptSecrets", ["kms:Decrypt"], [secret.keyArn]),
        Condition: {
          StringEquals: {
            "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
            "kms:EncryptionContext:SecretARN": [secret.arn],
          },
        },
      },
      allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroup}:log-stream:*`]),
      allow("LogInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]),
      allow("PullImage", pull, [`arn:aws:ecr:${region}:111122223333:repository/auth-service`]),
    ],
  };
}
