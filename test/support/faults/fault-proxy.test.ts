import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";

import { SecretsManagerClient, DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";

import { FaultProxy } from "./fault-proxy";
import { type Fault, faultPlan, faults } from "./faults";

describe("FaultProxy", () => {
  let calls: string[];
  let target: Server;
  let proxy: FaultProxy;
  let client: SecretsManagerClient;

  beforeEach(async () => {
    calls = [];
    target = createServer((request, response) => {
      calls.push(String(request.headers["x-amz-target"]));
      response.end(JSON.stringify({ Name: "a secret" }));
    }).listen(0, "127.0.0.1");
    await once(target, "listening");
    proxy = await new FaultProxy(`http://127.0.0.1:${(target.address() as AddressInfo).port}`).start();
    client = new SecretsManagerClient({
      endpoint: proxy.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
    });
  });
  afterEach(async () => {
    client.destroy();
    await proxy.stop();
    target.closeAllConnections();
    target.close();
  });

  /** What the caller gets, where the SDK takes a broken connection for a timeout too, and how often AWS was asked. */
  const expected: Record<Fault, [answer: string, calls: number]> = {
    throttled: ["ThrottlingException", 0],
    refused: ["InternalServiceError", 0],
    lost: ["InternalServiceError", 1],
    "reset before": ["TimeoutError", 0],
    "reset after": ["TimeoutError", 1],
    slow: ["TimeoutError", 1], // later than this client waits
    twice: ["a secret", 2],
    silent: ["TimeoutError", 1],
  };
  for (const fault of faults) {
    it(`does what it says to a call: ${fault}`, async () => {
      proxy.begin(() => fault);
      const asked = client.send(new DescribeSecretCommand({ SecretId: "it" }));
      const answer = await asked.then(
        ({ Name }) => Name,
        (error: unknown) => (error instanceof Error ? error.name : ""),
      );
      assert.deepEqual([answer, calls.length], expected[fault]);
      assert.deepEqual(proxy.met, { [fault]: 1 });
      proxy.begin(undefined);
      assert.equal((await client.send(new DescribeSecretCommand({ SecretId: "it" }))).Name, "a secret");
    });
  }
});

describe("faultPlan", () => {
  const drawn = (seed: number, density: number) => {
    const plan = faultPlan(seed, { density });
    return Array.from({ length: 1000 }, (_, nth) => plan("GetSecretValue", nth));
  };

  it("is the same for the same seed, and another one for another seed", () => {
    assert.deepEqual(drawn(1, 0.3), drawn(1, 0.3));
    assert.notDeepEqual(drawn(1, 0.3), drawn(2, 0.3));
  });

  it("harms as many calls as it is told to, in every usual way", () => {
    const met = drawn(1, 0.3).filter((fault) => fault !== undefined);
    assert.ok(met.length > 250 && met.length < 350, `${met.length}`);
    assert.deepEqual([...new Set(met)].sort(), faults.filter((fault) => fault !== "silent").sort());
    assert.deepEqual(
      drawn(1, 0),
      Array.from({ length: 1000 }, () => undefined),
    );
  });
});
