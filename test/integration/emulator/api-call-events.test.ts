import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { clientOptions, newValue, uniqueName } from "../../support/local-aws";
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
});
