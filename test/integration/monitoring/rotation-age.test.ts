import assert from "node:assert/strict";

import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { functionCode, functionFile, functionHandler } from "../../../components/function-code";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";
import { zipOf } from "../../support/zip";

const recordSchema = z.object({
  Service: z.string(),
  Secret: z.string(),
  DaysSinceRotation: z.number(),
  DaysUntilRotation: z.number(),
  DaysOverdue: z.number(),
  HoursSinceUndeployed: z.number(),
});

describe("the rotation-age function on the local AWS", () => {
  it("reports a secret's age as its role, which may not read the secret", async () => {
    const service = uniqueName("orders").toLowerCase().slice(0, 30);
    const Name = `${service}-test-config`;
    const value = newValue();
    const secretsManager = new SecretsManagerClient(clientOptions());
    const { ARN = "" } = await secretsManager.send(new CreateSecretCommand({ Name, SecretString: value }));
    const FunctionName = uniqueName("rotation-age");
    const role = await createRole(FunctionName, ARN);
    const lambda = new LambdaClient(clientOptions());
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: "nodejs24.x",
        Handler: functionHandler,
        Role: role,
        Code: { ZipFile: zipOf(functionFile, functionCode("rotation-age")) },
        Environment: {
          Variables: {
            SECRETS: JSON.stringify([{ name: Name, deadlineInDays: 90 }]),
            NAMESPACE: "shop/test",
          },
        },
      }),
    );
    const { FunctionError, LogResult = "" } = await lambda.send(
      new InvokeCommand({ FunctionName, LogType: "Tail" }),
    );
    const log = Buffer.from(LogResult, "base64").toString("utf8");
    assert.equal(FunctionError, undefined, log);
    const [json = ""] = /\{"_aws":.*\}/.exec(log) ?? [];
    const { Service, Secret, DaysSinceRotation, DaysUntilRotation, ...zero } = recordSchema.parse(
      JSON.parse(json),
    );
    assert.deepEqual([Service, Secret, zero], [service, Name, { DaysOverdue: 0, HoursSinceUndeployed: 0 }]);
    assert.ok(DaysSinceRotation >= 0 && DaysSinceRotation < 0.1);
    assert.ok(Math.abs(DaysSinceRotation + DaysUntilRotation - 90) < 0.001);
    assert.ok(!log.includes(value));
  });

  async function createRole(RoleName: string, Resource: string): Promise<string | undefined> {
    const iam = new IAMClient(clientOptions());
    const document = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    const AssumeRolePolicyDocument = document({
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const Action = ["secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"];
    const PolicyDocument = document({ Action, Resource });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "age", PolicyDocument }));
    return Role?.Arn;
  }
});
