import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { answersWithin } from "./answers-within";
import { parseSecretValues } from "./parse-secret-values";
import { type LabelMove } from "./contract/move-label";
import { type NewVersion, type SecretDescription, type SecretStore } from "./secret-store";
import { isRefusal, SecretStoreError } from "./secret-store-error";
import { type SecretValues } from "./secret-values";

/** AWS Secrets Manager. @throws SecretStoreError when it refuses. */
export class SecretsManagerStore implements SecretStore {
  constructor(
    private readonly client = new SecretsManagerClient({
      retryMode: "adaptive",
      maxAttempts: 5,
      requestHandler: answersWithin(10),
    }),
  ) {}

  async describe(secretId: string): Promise<SecretDescription> {
    const command = new DescribeSecretCommand({ SecretId: secretId });
    const secret = await answerOf("DescribeSecret", secretId, this.client.send(command));
    return {
      arn: secret.ARN ?? secretId,
      name: secret.Name ?? secretId,
      rotationEnabled: secret.RotationEnabled ?? false,
      rotationFunctionArn: secret.RotationLambdaARN,
      versions: secret.VersionIdsToStages ?? {},
    };
  }

  async read(secretId: string, versionId: string): Promise<SecretValues | undefined> {
    const command = new GetSecretValueCommand({ SecretId: secretId, VersionId: versionId });
    try {
      const { Name = secretId, SecretString } = await answerOf(
        "GetSecretValue",
        secretId,
        this.client.send(command),
      );
      return parseSecretValues(SecretString, `version ${versionId} of ${Name}`);
    } catch (error) {
      if (isRefusal(error, "ResourceNotFoundException")) return undefined;
      throw error;
    }
  }

  /** The values of AWSCURRENT of another secret. */
  async readCurrent(arn: string): Promise<SecretValues> {
    const command = new GetSecretValueCommand({ SecretId: arn });
    const { Name = arn, SecretString } = await answerOf("GetSecretValue", arn, this.client.send(command));
    return parseSecretValues(SecretString, `AWSCURRENT of ${Name}`);
  }

  async write(secretId: string, { id, values, labels, rotationToken }: NewVersion): Promise<void> {
    const command = new PutSecretValueCommand({
      SecretId: secretId,
      ClientRequestToken: id,
      SecretString: JSON.stringify(values),
      VersionStages: [...labels],
      RotationToken: rotationToken,
    });
    await answerOf("PutSecretValue", secretId, this.client.send(command));
  }

  async move(secretId: string, { label, from, to }: LabelMove): Promise<void> {
    const command = new UpdateSecretVersionStageCommand({
      SecretId: secretId,
      VersionStage: label,
      RemoveFromVersionId: from,
      MoveToVersionId: to,
    });
    await answerOf("UpdateSecretVersionStage", secretId, this.client.send(command));
  }
}

async function answerOf<Output>(
  operation: string,
  secretId: string,
  answer: Promise<Output>,
): Promise<Output> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SecretsManagerServiceException)
      throw new SecretStoreError(operation, secretId, error.name);
    throw error;
  }
}
