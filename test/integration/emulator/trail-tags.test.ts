import assert from "node:assert/strict";
import { z } from "zod";
import { callJson, uniqueName } from "../../support/local-aws";

const createdSchema = z.object({ TrailARN: z.string() });

describe("emulator: the tags of trails", () => {
  it("are those that the trail was made with", async () => {
    const TagsList = [{ Key: "Environment", Value: "test" }];
    const request = { Name: uniqueName("trail"), S3BucketName: uniqueName("bucket"), TagsList };
    const { TrailARN } = createdSchema.parse(await callCloudTrail("CreateTrail", request));
    const listed = await callCloudTrail("ListTags", { ResourceIdList: [TrailARN] });
    assert.deepEqual(listed, { ResourceTagList: [{ ResourceId: TrailARN, TagsList }] });
  });

  function callCloudTrail(operation: string, request: object): Promise<unknown> {
    return callJson("cloudtrail", `CloudTrail_20131101.${operation}`, request);
  }
});
