import assert from "node:assert/strict";

import { existingIds } from "../../../local/stack/existing-ids";
import { clientOptions } from "../../../local/stack/prepare";

describe("existingIds", () => {
  const idOf = existingIds(clientOptions("http://127.0.0.1:1", "us-east-1"));

  it("reads ids that are inputs", async () => {
    assert.equal(
      await idOf("aws:iam/role:Role", { name: "auth-service-test-task" }),
      "auth-service-test-task",
    );
    assert.equal(await idOf("aws:s3/bucket:Bucket", { bucket: "trail", name: "other" }), "trail");
    assert.equal(await idOf("aws:lambda/permission:Permission", { statementId: "rotation" }), "rotation");
  });

  it("knows none of other types, and asks nothing about names that are not known", async () => {
    const encrypted = { "4dabf18193072939515e22adb298388d": "" };
    assert.equal(await idOf("aws:sns/topic:Topic", { name: "alerts" }), undefined);
    for (const type of [
      "aws:iam/role:Role",
      "aws:cloudtrail/trail:Trail",
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:ecs/service:Service",
      "aws:secretsmanager/secret:Secret",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ]) {
      assert.equal(await idOf(type, { name: encrypted, cluster: encrypted }), undefined, type);
    }
  });
});
