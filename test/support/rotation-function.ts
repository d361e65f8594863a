import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { z } from "zod";
import { clientOptions, uniqueName } from "./local-aws";
import { zipOf } from "./zip";

/** What the function writes down of each call. */
const callSchema = z.object({
  step: z.string(),
  secretId: z.string(),
  token: z.string(),
  rotationTokenLength: z.number(),
});

/**
 * A rotation function that does the four steps as AWS's template does, as its role, and writes down each call.
 * It throws in the step that FAIL_AT names.
 */
const source = `
const { appendFileSync } = require("node:fs");
const { randomUUID } = require("node:crypto");
const sdk = require("@aws-sdk/client-secrets-manager");
const client = new sdk.SecretsManagerClient({ maxAttempts: 1 });
const steps = {
  async createSecret(SecretId, token) {
    const pending = { SecretId, VersionId: token, VersionStage: "AWSPENDING" };
    try {
      await client.send(new sdk.GetSecretValueCommand(pending));
    } catch (error) {
      if (error.name !== "ResourceNotFoundException") throw error;
      const SecretString = JSON.stringify({ API_KEY: randomUUID() });
      const put = { SecretId, ClientRequestToken: token, SecretString, VersionStages: ["AWSPENDING"] };
      await client.send(new sdk.PutSecretValueCommand(put));
    }
  },
  async setSecret() {},
  async testSecret(SecretId, token) {
    await client.send(new sdk.GetSecretValueCommand({ SecretId, VersionId: token, VersionStage: "AWSPENDING" }));
  },
  async finishSecret(SecretId, token) {
    const { VersionIdsToStages } = await client.send(new sdk.DescribeSecretCommand({ SecretId }));
    const [current] = Object.entries(VersionIdsToStages).find(([, labels]) => labels.includes("AWSCURRENT"));
    const move = { MoveToVersionId: token, RemoveFromVersionId: current };
    await client.send(new sdk.UpdateSecretVersionStageCommand({ SecretId, VersionStage: "AWSCURRENT", ...move }));
  },
};
exports.handler = async ({ Step, SecretId, ClientRequestToken, RotationToken }) => {
  const call = { step: Step, secretId: SecretId, token: ClientRequestToken, rotationTokenLength: RotationToken.length };
  appendFileSync(process.env.CALLS_FILE, JSON.stringify(call) + "\\n");
  if (Step === process.env.FAIL_AT) throw new Error("told to fail");
  await steps[Step](SecretId, ClientRequestToken);
};
`;

const rotationActions = ["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"];

/** A rotation function in the local AWS, with a role of its own. */
export class RotationFunction {
  readonly name = uniqueName("rotation");
  private readonly callsFile = join(tmpdir(), `${this.name}.jsonl`);
  private readonly iam = new IAMClient(clientOptions());
  private readonly lambda = new LambdaClient(clientOptions());

  /** Makes the function and its role, and gives the function's ARN. */
  async create({ mayInvoke = true } = {}): Promise<string> {
    const role = await this.iam.send(
      new CreateRoleCommand({ RoleName: this.name, AssumeRolePolicyDocument: JSON.stringify(trustPolicy) }),
    );
    const created = await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: this.name,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: role.Role?.Arn,
        Timeout: 20,
        Code: { ZipFile: zipOf("index.js", source) },
        Environment: { Variables: this.variables() },
      }),
    );
    await this.allow(rotationActions);
    if (mayInvoke)
      await this.lambda.send(new AddPermissionCommand({ ...permission, FunctionName: this.name }));
    return created.FunctionArn ?? "";
  }

  /** Makes exactly these actions of Secrets Manager all that the role may do. */
  async allow(actions: string[]): Promise<void> {
    const Action = actions.map((action) => `secretsmanager:${action}`);
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
    await this.iam.send(
      new PutRolePolicyCommand({
        RoleName: this.name,
        PolicyName: "rotation",
        PolicyDocument: JSON.stringify(document),
      }),
    );
  }

  /** Lets the function fail in a step, or in none. */
  async failAt(step?: string): Promise<void> {
    const Variables = { ...this.variables(), ...(step === undefined ? {} : { FAIL_AT: step }) };
    await this.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: this.name, Environment: { Variables } }),
    );
  }

  /** The calls so far, in order. */
  calls(): z.infer<typeof callSchema>[] {
    const lines = readFileSync(this.callsFile, { encoding: "utf8", flag: "a+" }).split("\n");
    return lines.filter((line) => line !== "").map((line) => callSchema.parse(JSON.parse(line)));
  }

  forgetCalls(): void {
    rmSync(this.callsFile, { force: true });
  }

  private variables(): Record<string, string> {
    return { CALLS_FILE: this.callsFile, NODE_PATH: resolve(__dirname, "../../node_modules") };
  }
}

const trustPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const permission = {
  StatementId: "rotation",
  Action: "lambda:InvokeFunction",
  Principal: "secretsmanager.amazonaws.com",
  SourceAccount: "000000000000",
};
