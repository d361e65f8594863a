import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { kmsKeyRotates as policy } from "../../../policy-pack/policies/kms-key-rotates";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const key = (args: aws.kms.KeyArgs) => () => new aws.kms.Key("key", args);

describe("kms-key-rotates", () => {
  it("accepts a key that rotates every year or more often", async () => {
    for (const args of [{}, { rotationPeriodInDays: 365 }, { rotationPeriodInDays: 90 }])
      assert.deepEqual(await reports(policy, key({ enableKeyRotation: true, ...args })), []);
  });

  it("refuses a key that does not", async () => {
    for (const args of [{}, { enableKeyRotation: false }])
      assert.deepEqual(await reports(policy, key(args)), [
        "mandatory Key key: enableKeyRotation is not true: set it to true",
      ]);
  });

  it("refuses a longer period, by the settings", async () => {
    const program = key({ enableKeyRotation: true, rotationPeriodInDays: 366 });
    const policyConfig = { [policy.name]: { longestPeriodInDays: 730 } };
    assert.deepEqual(await reports(policy, program), [
      "mandatory Key key: rotationPeriodInDays is 366: set it to 365 at most, or leave it out",
    ]);
    assert.deepEqual(await reports(policy, program, { policyConfig }), []);
  });

  it("accepts keys that KMS cannot rotate", async () => {
    for (const args of [
      { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" },
      { keyUsage: "GENERATE_VERIFY_MAC", customerMasterKeySpec: "HMAC_256" },
      { customerMasterKeySpec: "RSA_4096" },
      { customKeyStoreId: "cks-1234567890abcdef0" },
    ])
      assert.deepEqual(await reports(policy, key(args)), []);
  });

  it("leaves what is not known yet undetermined", async () => {
    const undetermined = (place: string) =>
      `advisory Key key: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
    assert.deepEqual(await reports(policy, () => key({ enableKeyRotation: knownInUpdate(true) })()), [
      undetermined("enableKeyRotation"),
    ]);
    const period = () => key({ enableKeyRotation: true, rotationPeriodInDays: knownInUpdate(400) })();
    assert.deepEqual(await reports(policy, period), [undetermined("rotationPeriodInDays")]);
  });
});
