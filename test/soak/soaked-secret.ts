import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { type VersionLabels, versionWith } from "../../rotation/contract/version-labels";
import { parseSecretValues } from "../../rotation/parse-secret-values";
import { type SecretValues } from "../../rotation/secret-values";
import { clientOptions, eventually } from "../support/local-aws";
import { zipOf } from "../support/zip";

export const service = "soak-test";
export const secretName = `${service}-config`;
const adminName = "soak-issuer-admin";
const functionName = `${service}-rotation`;

/** The secret of a run on the local AWS, seen and changed without any fault. */
export class SoakedSecret {
  arn = "";
  adminArn = "";
  private functionArn = "";
  private readonly client = new SecretsManagerClient(clientOptions());

  /**
   * Makes it anew, with a rotation function that the local AWS calls in vain: the run takes the steps itself, in the process where it can do
   * harm to their calls.
   */
  async create(values: SecretValues, adminKey: string): Promise<void> {
    await this.remove();
    const made = await this.send(
      new CreateSecretCommand({ Name: secretName, SecretString: JSON.stringify(values) }),
    );
    const admin = { Name: adminName, SecretString: JSON.stringify({ API_KEY: adminKey }) };
    this.adminArn = (await this.send(new CreateSecretCommand(admin))).ARN ?? "";
    this.arn = made.ARN ?? "";
    this.functionArn ||= await idleFunction();
    const RotationRules = { AutomaticallyAfterDays: 30 };
    const rotation = { RotationLambdaARN: this.functionArn, RotationRules, RotateImmediately: false };
    await this.send(new RotateSecretCommand({ SecretId: this.arn, ...rotation }));
    await eventually(async () => Object.keys(await this.labels()).length === 1 || undefined, 1000);
  }

  /** As Secrets Manager begins a rotation, or takes up the one that is unfinished. @returns its token */
  async startRotation(token: string): Promise<string> {
    const labels = await this.labels();
    const pending = versionWith("AWSPENDING", labels);
    if (pending !== undefined && pending !== versionWith("AWSCURRENT", labels)) return pending;
    await this.send(new RotateSecretCommand({ SecretId: this.arn, ClientRequestToken: token }));
    return token;
  }

  /** What a message tells people to do with a rotation that is outdated. */
  async abandon(token: string): Promise<void> {
    const request = { SecretId: this.arn, VersionStage: "AWSPENDING", RemoveFromVersionId: token };
    await this.send(new UpdateSecretVersionStageCommand(request));
  }

  async labels(): Promise<VersionLabels> {
    return (await this.send(new DescribeSecretCommand({ SecretId: this.arn }))).VersionIdsToStages ?? {};
  }

  async current(): Promise<string> {
    return versionWith("AWSCURRENT", await this.labels()) ?? "";
  }

  /** The values of AWSCURRENT, or of a version. */
  async values(VersionId?: string): Promise<SecretValues> {
    const { SecretString } = await this.send(new GetSecretValueCommand({ SecretId: this.arn, VersionId }));
    return parseSecretValues(SecretString, secretName);
  }

  private async remove(): Promise<void> {
    for (const SecretId of [secretName, adminName]) {
      await this.client
        .send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
        .catch(() => undefined); // there is none
    }
  }

  private readonly send: SecretsManagerClient["send"] = this.client.send.bind(this.client);
}

async function idleFunction(): Promise<string> {
  const lambda = new LambdaClient(clientOptions());
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  const iam = new IAMClient(clientOptions());
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: functionName, AssumeRolePolicyDocument }),
  );
  const created = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: functionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: Role?.Arn,
      Code: { ZipFile: zipOf("index.js", "exports.handler = async () => undefined;") },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: functionName,
      StatementId: "rotation",
      Action: "lambda:InvokeFunction",
      Principal: "secretsmanager.amazonaws.com",
    }),
  );
  return created.FunctionArn ?? "";
}
