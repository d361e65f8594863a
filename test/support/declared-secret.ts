import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { clientOptions, uniqueName } from "./local-aws";

/** A secret of environment `test` in the local AWS, tagged as a stack does it. */
export class DeclaredSecret {
  readonly name = `${uniqueName("pay")}-test-api-keys`;
  arn = "";
  readonly client = new SecretsManagerClient(clientOptions());

  async create(values: Record<string, string>, keys: string): Promise<void> {
    const Tags = [
      { Key: "Environment", Value: "test" },
      { Key: "Keys", Value: keys },
    ];
    const SecretString = JSON.stringify(values);
    const { ARN = "" } = await this.client.send(
      new CreateSecretCommand({ Name: this.name, SecretString, Tags }),
    );
    this.arn = ARN;
  }

  /** Puts a value as another tool does. */
  async put(values: Record<string, string>): Promise<void> {
    const SecretString = JSON.stringify(values);
    await this.client.send(new PutSecretValueCommand({ SecretId: this.arn, SecretString }));
  }

  /** Labels AWSCURRENT as the rollout function does once every task has it. */
  async markDeployed(): Promise<void> {
    const { VersionId: MoveToVersionId } = await this.client.send(
      new GetSecretValueCommand({ SecretId: this.arn }),
    );
    const request = { SecretId: this.arn, VersionStage: "DEPLOYED", MoveToVersionId };
    await this.client.send(new UpdateSecretVersionStageCommand(request));
  }

  async value(): Promise<unknown> {
    const { SecretString = "" } = await this.client.send(new GetSecretValueCommand({ SecretId: this.arn }));
    return JSON.parse(SecretString);
  }

  /** The labels of each version that has any, sorted. */
  async labels(): Promise<string[][]> {
    const { Versions = [] } = await this.client.send(new ListSecretVersionIdsCommand({ SecretId: this.arn }));
    return Versions.map(({ VersionStages = [] }) => VersionStages).sort();
  }
}
