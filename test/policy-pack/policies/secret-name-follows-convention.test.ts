import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { secretNameFollowsConvention } from "../../../policy-pack/policies/secret-name-follows-convention";
import { knownInUpdate, secret } from "../programs";
import { reports, undetermined } from "../reports";

const faults = (overrides: Partial<aws.secretsmanager.SecretArgs>, stack = "prod") =>
  reports(secretNameFollowsConvention, () => secret(overrides), { stack });

describe("secret-name-follows-convention", () => {
  it("accepts a secret of the stack's environment", async () => {
    assert.deepEqual(await faults({}), []);
    assert.deepEqual(
      await faults({ name: "load-test-runner-stage-api-keys", tags: { Environment: "stage" } }, "stage"),
      [],
    );
  });

  it("refuses a name that does not follow the convention", async () => {
    assert.deepEqual(await faults({ name: "prod/auth/config" }), [
      'mandatory Secret secret: name "prod/auth/config" is not <service>-<environment>-<secret-type>: write the service in lower case with single hyphens, then prod, then one of config, api-keys, credentials',
    ]);
  });

  it("refuses a secret without a name of its own", async () => {
    assert.deepEqual(await faults({ name: undefined, namePrefix: "auth-service-prod-config-" }), [
      "mandatory Secret secret: name is missing: set it to <service>-prod-<secret-type>",
    ]);
  });

  it("refuses a name of another environment", async () => {
    assert.deepEqual(await faults({ name: "auth-service-test-config" }), [
      'mandatory Secret secret: name "auth-service-test-config" is of environment test, the stack of prod: name it "auth-service-prod-config"',
    ]);
  });

  it("refuses a missing tag and one of another environment", async () => {
    assert.deepEqual(await faults({ tags: { environment: "prod" } }), [
      'mandatory Secret secret: tag Environment is missing: set it to "prod", as access by tag depends on it',
    ]);
    assert.deepEqual(await faults({ tags: { Environment: "test" } }), [
      'mandatory Secret secret: tag Environment is "test": set it to "prod", as access by tag depends on it',
    ]);
  });

  it("refuses every secret of a stack that is no environment", async () => {
    assert.deepEqual(await faults({ tags: { Environment: "dev" } }, "dev"), [
      'mandatory Secret secret: the stack is named "dev": name it after its environment, one of prod, stage, test, or after a part of it, such as prod-payments',
    ]);
  });

  it("leaves a name and tags that are not known yet undetermined, in one line", async () => {
    const program = () => {
      const { arn } = new aws.sns.Topic("topic");
      secret({ name: arn, tags: { Environment: arn } });
    };
    assert.deepEqual(await reports(secretNameFollowsConvention, program), [
      undetermined("Secret secret", "name; tags"),
    ]);
  });

  it("leaves tags that are unknown as a whole undetermined", async () => {
    const program = () => secret({ tags: knownInUpdate({ Environment: "prod" }) });
    assert.deepEqual(await reports(secretNameFollowsConvention, program), [
      undetermined("Secret secret", "tags"),
    ]);
  });
});
