import assert from "node:assert/strict";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { callJson, localAws, uniqueName } from "../../support/local-aws";

describe("emulator: requests that come as to a proxy", () => {
  it("are served by the path of their URL", async () => {
    const bucket = uniqueName("bucket");
    await fetch(`${localAws().endpoint}/${bucket}`, { method: "PUT", headers: signature });
    const resource = encodeURIComponent(`arn:aws:s3:::${bucket}`);
    const url = `http://000000000000.localhost:${localAws().port}/v20180820/tags/${resource}`;
    const { status, body } = await throughProxy(url);
    assert.equal(status, 200);
    assert.match(body, /<ListTagsForResourceResult\b/);
  });

  it("still work without a proxy", async () => {
    const answer = await callJson("secretsmanager", "secretsmanager.ListSecrets", {
      Filters: [{ Key: "name", Values: [uniqueName("no-such-secret")] }],
    });
    assert.deepEqual(answer, { SecretList: [] });
  });
});

const signature = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
};

/** Asks as Go's HTTP client does when HTTP_PROXY names the emulator: the request target is the whole URL. */
async function throughProxy(url: string): Promise<{ status: number | undefined; body: string }> {
  const headers = { ...signature, "x-amz-account-id": "000000000000", host: new URL(url).host };
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: localAws().port, path: url, headers }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode, body });
      }, reject);
    })
      .on("error", reject)
      .end();
  });
}
