import assert from "node:assert/strict";

import { CloudTrailClient, CreateTrailCommand, GetTrailCommand } from "@aws-sdk/client-cloudtrail";

import { clientOptions, uniqueName } from "../../support/local-aws";

describe("emulator: the log group of trails", () => {
  it("is the one that the trail was made with, as is the role that delivers", async () => {
    const client = new CloudTrailClient(clientOptions());
    const CloudWatchLogsLogGroupArn = "arn:aws:logs:us-east-1:000000000000:log-group:trail:*";
    const CloudWatchLogsRoleArn = "arn:aws:iam::000000000000:role/trail";
    const names = { Name: uniqueName("trail"), S3BucketName: uniqueName("bucket") };
    const delivery = { CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn };
    const created = await client.send(new CreateTrailCommand({ ...names, ...delivery }));
    const { Trail } = await client.send(new GetTrailCommand({ Name: names.Name }));
    for (const trail of [created, Trail]) {
      assert.equal(trail?.CloudWatchLogsLogGroupArn, CloudWatchLogsLogGroupArn);
      assert.equal(trail.CloudWatchLogsRoleArn, CloudWatchLogsRoleArn);
    }
  });
});
