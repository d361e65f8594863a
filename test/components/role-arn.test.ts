import assert from "node:assert/strict";

import { breakGlassRoleName, executionRoleName, roleArn, taskRoleName } from "../../components/role-arn";
import { environments, maxServiceNameLength } from "../../naming";
import { contextOf } from "../support/components";
import { valueOf } from "../support/pulumi";

describe("role names", () => {
  it("say what the role is for", () => {
    assert.equal(executionRoleName("auth-service", "prod"), "auth-service-prod-execution");
    assert.equal(taskRoleName("auth-service", "prod"), "auth-service-prod-task");
    assert.equal(breakGlassRoleName("shop", "prod"), "shop-prod-break-glass");
  });

  it("have at most 64 characters in every environment, with the longest service name", () => {
    const service = "a".repeat(maxServiceNameLength);
    const names = environments.flatMap((environment) => [
      executionRoleName(service, environment),
      taskRoleName(service, environment),
      breakGlassRoleName("secret-backed-services", environment),
    ]);
    assert.deepEqual(
      names.filter((name) => name.length > 64),
      [],
    );
  });

  it("differ between services whose names begin alike", () => {
    const names = ["auth", "auth-prod", "auth-prod-execution"].flatMap((service) =>
      environments.flatMap((environment) => [
        executionRoleName(service, environment),
        taskRoleName(service, environment),
      ]),
    );
    assert.equal(new Set(names).size, names.length);
  });
});

describe("roleArn", () => {
  for (const [partition, path, arn] of [
    ["aws", "/", "arn:aws:iam::123456789012:role/deploy"],
    ["aws", "/a/b/", "arn:aws:iam::123456789012:role/a/b/deploy"],
    ["aws-cn", "/", "arn:aws-cn:iam::123456789012:role/deploy"],
    ["aws-us-gov", "/a/", "arn:aws-us-gov:iam::123456789012:role/a/deploy"],
  ] as const) {
    it(`is ${arn} in ${partition} with path ${path}`, async () => {
      assert.equal(await valueOf(roleArn(contextOf(partition), path, "deploy")), arn);
    });
  }
});
