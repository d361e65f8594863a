import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { z } from "zod";

import { callQuery, clientOptions, newValue, uniqueName } from "../../support/local-aws";
import { EventQueue } from "../../support/rotation/ecs-event-queue";

const detailSchema = z.object({
  eventName: z.string(),
  eventSource: z.string(),
  requestParameters: z.record(z.string(), z.unknown()),
  readOnly: z.literal(false),
});

describe("emulator: events of API calls", () => {
  it("tell of changes to a secret, without its value, and of no reads", async () => {
    const secretsManager = new SecretsManagerClient(clientOptions());
    const SecretId = uniqueName("api-calls");
    const queue = new EventQueue();
    await queue.listen({
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { requestParameters: { secretId: [SecretId] } },
    });
    await secretsManager.send(new CreateSecretCommand({ Name: SecretId, SecretString: newValue() }));
    await secretsManager.send(new GetSecretValueCommand({ SecretId }));
    const value = { SecretString: newValue(), ClientRequestToken: randomUUID() };
    const put = await secretsManager.send(new PutSecretValueCommand({ SecretId, ...value }));
    const move = { VersionStage: "DEPLOYED", MoveToVersionId: put.VersionId };
    await secretsManager.send(new UpdateSecretVersionStageCommand({ SecretId, ...move }));
    const events = (await queue.until(2)).map(({ detail }) => detailSchema.parse(detail));
    assert.deepEqual(
      events.map(({ eventName, eventSource, requestParameters }) => [
        eventName,
        eventSource,
        requestParameters,
      ]),
      [
        [
          "PutSecretValue",
          "secretsmanager.amazonaws.com",
          { secretId: SecretId, clientRequestToken: put.VersionId },
        ],
        [
          "UpdateSecretVersionStage",
          "secretsmanager.amazonaws.com",
          { secretId: SecretId, versionStage: "DEPLOYED", moveToVersionId: put.VersionId },
        ],
      ],
    );
  });

  it("name the role behind a session", async () => {
    const { roleArn, credentials } = await assumeNewRole();
    const secretsManager = new SecretsManagerClient({ ...clientOptions(), credentials });
    const queue = new EventQueue();
    const issuer = { sessionContext: { sessionIssuer: { arn: [roleArn] } } };
    await queue.listen({ source: ["aws.secretsmanager"], detail: { userIdentity: issuer } });
    const Name = uniqueName("api-calls");
    await secretsManager.send(new CreateSecretCommand({ Name, SecretString: newValue() }));
    const [event] = await queue.until(1);
    assert.equal(detailSchema.parse(event?.detail).eventName, "CreateSecret");
  });
});

/** A session of a new role that may make secrets. */
async function assumeNewRole() {
  const iam = new IAMClient(clientOptions());
  const RoleName = uniqueName("caller");
  const trust = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
  const rights = { Effect: "Allow", Action: "secretsmanager:*", Resource: "*" };
  const documentOf = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const created = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: documentOf(trust) }),
  );
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "secrets", PolicyDocument: documentOf(rights) }),
  );
  const roleArn = created.Role?.Arn ?? "";
  const answer = await callQuery("sts", { Action: "AssumeRole", RoleArn: roleArn, RoleSessionName: "test" });
  const read = (name: string) => new RegExp(`<${name}>(.+?)</${name}>`).exec(answer)?.[1] ?? "";
  const credentials = {
    accessKeyId: read("AccessKeyId"),
    secretAccessKey: read("SecretAccessKey"),
    sessionToken: read("SessionToken"),
  };
  return { roleArn, credentials };
}
