import assert from "node:assert/strict";

import { CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

describe("emulator: the pages of the event history", () => {
  it("hold fifty events each, newest first, with a token until the last one", async () => {
    const secretsManager = new SecretsManagerClient(clientOptions());
    const Name = uniqueName("orders");
    const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name, SecretString: newValue() }));
    for (let count = 0; count < 105; count++) {
      await secretsManager.send(new GetSecretValueCommand({ SecretId: Name }));
    }
    const client = new CloudTrailClient(clientOptions());
    const pages: Event[][] = [];
    let NextToken: string | undefined;
    do {
      const LookupAttributes = [{ AttributeKey: "ResourceName" as const, AttributeValue: ARN }];
      const page = await client.send(new LookupEventsCommand({ LookupAttributes, NextToken }));
      pages.push(page.Events ?? []);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    assert.deepEqual(
      pages.map((page) => page.length),
      [50, 50, 6],
    );
    const ids = pages.flat().map(({ EventId }) => EventId);
    assert.equal(new Set(ids).size, 106);
    assert.equal(pages[2]?.at(-1)?.EventName, "CreateSecret");
  });
});
