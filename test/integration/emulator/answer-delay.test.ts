import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { performance } from "node:perf_hooks";

import { localAws } from "../../support/local-aws";

const body = "Action=GetCallerIdentity&Version=2011-06-15";

describe("answers", () => {
  it("wait until the AWS SDK for Go has done with its request", async () => {
    assert.ok((await leastMilliseconds("APN/1.0 aws-sdk-go-v2/1.41.5 api/sts#1.41.2")) >= 19);
  });

  it("come at once to others", async () => {
    assert.ok((await leastMilliseconds("aws-sdk-js/3.1164.0")) < 19);
  });
});

async function leastMilliseconds(userAgent: string): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < 20; call += 1) times.push(await millisecondsToAnswer(userAgent));
  return Math.min(...times);
}

/** From the moment that the body is sent, apart from the headers as the SDK for Go sends it. */
async function millisecondsToAnswer(userAgent: string): Promise<number> {
  const { endpoint } = localAws();
  const headers = {
    "user-agent": userAgent,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": body.length,
  };
  const outgoing = request(endpoint, { method: "POST", headers });
  outgoing.flushHeaders();
  await once(outgoing, "socket");
  const sent = performance.now();
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const waited = performance.now() - sent;
  response.resume();
  await once(response, "end");
  return waited;
}
