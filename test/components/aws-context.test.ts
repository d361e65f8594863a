import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { awsContext } from "../../components/aws-context";
import { record } from "../../local/offline/recorder";
import { valueOf } from "../support/pulumi";

async function contextIn(region: string) {
  const { result } = await record(
    () => awsContext(new pulumi.ComponentResource("test:index:Parent", "parent")),
    {
      config: { "aws:region": region },
    },
  );
  return valueOf(pulumi.all([result.accountId, result.region, result.partition, result.dnsSuffix]));
}

describe("awsContext", () => {
  it("asks the provider for account, region, partition and DNS suffix", async () => {
    assert.deepEqual(await contextIn("eu-west-1"), ["123456789012", "eu-west-1", "aws", "amazonaws.com"]);
    assert.deepEqual(await contextIn("cn-north-1"), [
      "123456789012",
      "cn-north-1",
      "aws-cn",
      "amazonaws.com.cn",
    ]);
    assert.deepEqual(await contextIn("us-gov-west-1"), [
      "123456789012",
      "us-gov-west-1",
      "aws-us-gov",
      "amazonaws.com",
    ]);
  });
});
