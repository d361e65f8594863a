import assert from "node:assert/strict";

import { keyStrategies } from "../../../rotation/contract/key-strategies";
import { strategySchema } from "../../../rotation/contract/strategy-schema";

describe("keyStrategies", () => {
  it("names each key's own strategy, that of the key whose old value it holds, and manual for the rest", () => {
    const rotation = strategySchema.parse({
      strategy: "random",
      overlap: { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 },
    });
    assert.deepEqual(
      keyStrategies({ JWT_SECRET_PREVIOUS: {}, JWT_SECRET: { rotation }, SMTP_USERNAME: {} }),
      {
        JWT_SECRET_PREVIOUS: "random",
        JWT_SECRET: "random",
        SMTP_USERNAME: "manual",
      },
    );
  });

  it("names the strategy of the key whose id it holds", () => {
    const url = "https://issuer.example/keys";
    const rotation = strategySchema.parse({
      strategy: "issuer",
      adminSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:issuer-admin-AbCdEf",
      activeKeys: 2,
      idKey: "API_KEY_ID",
      create: { url, key: "/key", id: "/id", headers: { authorization: "Bearer {adminKey}" } },
      verify: { url, headers: { authorization: "Bearer {key}" } },
      revoke: { url: `${url}/{id}`, headers: { authorization: "Bearer {adminKey}" } },
    });
    assert.deepEqual(keyStrategies({ API_KEY: { rotation }, API_KEY_ID: {} }), {
      API_KEY: "issuer",
      API_KEY_ID: "issuer",
    });
  });
});
