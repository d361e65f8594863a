import assert from "node:assert/strict";

import { LambdaClient } from "@aws-sdk/client-lambda";

import { checkVersion } from "../../../operations/rollout/check-version";
import { useEndpoint } from "../../support/history/aws-variables";
import { HttpApi } from "../../support/history/http-api";

const name = "auth-service-prod-config";
const arn = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;
const own = "arn:aws:lambda:eu-west-1:111122223333:function:auth-service-prod-rotation";
const versions = { current: "v2", version: "v1" };

describe("checkVersion", () => {
  let api: HttpApi;
  before(async () => {
    api = await HttpApi.start(() => ({ body: { outcome: "valid" } }));
  });
  beforeEach(() => (api.requests.length = 0));
  after(() => api.stop());
  useEndpoint(() => api.endpoint);

  const verdictOf = (rotationFunctionArn: string | undefined) =>
    checkVersion(new LambdaClient({ region: "eu-west-1" }), { name, arn, rotationFunctionArn }, versions);

  it("asks the service's own rotation function", async () => {
    assert.deepEqual(await verdictOf(own), { outcome: "valid" });
    assert.deepEqual(
      api.requests.map(({ body }) => body),
      [{ Step: "checkSecret", SecretId: arn, CurrentVersionId: "v2", VersionIds: ["v1"] }],
    );
  });

  it("asks nobody else's, which knows nothing of such a request", async () => {
    const foreign = own.replace("auth-service-prod-rotation", "your-own");
    assert.deepEqual(await verdictOf(foreign), {
      outcome: "unknown",
      reason: `${name} is rotated by your-own, which cannot be asked whether version v1 still works`,
    });
    assert.deepEqual(await verdictOf(undefined), {
      outcome: "unknown",
      reason: `${name} has no rotation function that could tell whether version v1 still works`,
    });
    assert.deepEqual(api.requests, []);
  });
});
