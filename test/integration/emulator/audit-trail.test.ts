import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { callJson, clientOptions, newValue, uniqueName } from "../../support/local-aws";

const lookupSchema = z.object({
  Events: z.array(
    z.object({
      EventName: z.string(),
      Resources: z.array(z.object({ ResourceName: z.string(), ResourceType: z.string() })),
      CloudTrailEvent: z.string(),
    }),
  ),
});
const eventSchema = z.object({ requestParameters: z.record(z.string(), z.unknown()) });

describe("emulator: the audit trail", () => {
  it("names the secret of each call, and leaves its value out", async () => {
    const secretsManager = new SecretsManagerClient(clientOptions());
    const [name, token, value] = [uniqueName("orders"), randomUUID(), newValue()];
    const { ARN = "" } = await secretsManager.send(
      new CreateSecretCommand({ Name: name, SecretString: value }),
    );
    await secretsManager.send(
      new PutSecretValueCommand({ SecretId: name, SecretString: value, ClientRequestToken: token }),
    );
    const attributes = [{ AttributeKey: "ResourceName", AttributeValue: ARN }];
    const lookup = await callJson("cloudtrail", "CloudTrail_20131101.LookupEvents", {
      LookupAttributes: attributes,
    });
    assert.equal(JSON.stringify(lookup).includes(JSON.stringify(value).slice(1, -1)), false);
    const [put, create] = lookupSchema.parse(lookup).Events;
    assert.deepEqual([put?.EventName, create?.EventName], ["PutSecretValue", "CreateSecret"]);
    assert.deepEqual(put?.Resources, [{ ResourceName: ARN, ResourceType: "AWS::SecretsManager::Secret" }]);
    const { requestParameters } = eventSchema.parse(JSON.parse(put.CloudTrailEvent));
    assert.deepEqual(requestParameters, { secretId: name, clientRequestToken: token });
  });
});
