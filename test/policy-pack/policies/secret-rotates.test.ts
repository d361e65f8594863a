import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { type SecretKey, ServiceSecret } from "../../../components/service-secret";
import { secretRotates as policy } from "../../../policy-pack/policies/secret-rotates";
import { knownInUpdate, secret, secretArn } from "../programs";
import { reports, undetermined } from "../reports";

const rotation = (secretId: aws.secretsmanager.SecretRotationArgs["secretId"]) =>
  new aws.secretsmanager.SecretRotation("rotation", {
    secretId,
    rotationRules: { automaticallyAfterDays: 30 },
  });
const refused = [
  "mandatory Secret secret: no rotation of the stack is for it: make an aws.secretsmanager.SecretRotation",
];

const supplied: SecretKey = { source: "generated", length: 32, special: false };
const random: SecretKey = { ...supplied, rotation: { strategy: "random", length: 32, special: false } };
const manual: SecretKey = { ...supplied, rotation: { strategy: "manual", deadlineInDays: 90 } };
const serviceSecret = (keys: Record<string, SecretKey>) =>
  new ServiceSecret("web", {
    service: "web",
    environment: "prod",
    secretType: "config",
    keys,
    suppliedValues: new Map(),
    keyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    recoveryWindowInDays: 30,
    deletionProtection: false,
    tags: { Environment: "prod" },
  });
const refusedComponent = (problem: string) => [`mandatory ServiceSecret web: ${problem}`];

describe("secret-rotates", () => {
  it("accepts a secret with a rotation, at first preview and in an update", async () => {
    for (const program of [
      () => rotation(secret().id),
      () => rotation(secret().arn),
      () => {
        secret();
        rotation("auth-service-prod-config");
      },
      () => {
        secret();
        rotation(secretArn("auth-service-prod-config-AbCdEf"));
      },
    ])
      for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("refuses a secret without, and one beside a rotation of another", async () => {
    const others = () => {
      secret();
      rotation("auth-service-prod-credentials");
    };
    for (const program of [() => secret(), others])
      for (const preview of [true, false])
        assert.deepEqual(await reports(policy, program, { preview }), refused);
  });

  it("leaves a secret undetermined beside a rotation that can be of any, and decides it in the update", async () => {
    const program = () => {
      secret();
      rotation(knownInUpdate(secretArn("billing-prod-config-AbCdEf")));
    };
    assert.deepEqual(await reports(policy, program), [undetermined("Secret secret", "rotation")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });

  it("accepts a component whose keys a person rotates by a deadline", async () => {
    const program = () => serviceSecret({ PASSWORD: manual, USERNAME: supplied });
    for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("accepts a component with a rotation, whether its keys declare one or not", async () => {
    const declared: Record<string, SecretKey>[] = [
      { TOKEN: random },
      { TOKEN: supplied },
      { TOKEN: random, PASSWORD: manual },
    ];
    for (const keys of declared)
      assert.deepEqual(await reports(policy, () => rotation(serviceSecret(keys).arn)), []);
  });

  it("refuses a component whose keys say nothing, and one whose rotation nobody carries out", async () => {
    assert.deepEqual(
      await reports(policy, () => serviceSecret({ TOKEN: supplied })),
      refusedComponent(
        "no key says how it is rotated: give one a rotation, or manual with deadlineInDays, or the secret a function that rotates it",
      ),
    );
    assert.deepEqual(
      await reports(policy, () => serviceSecret({ TOKEN: random, PASSWORD: manual })),
      refusedComponent(
        "no rotation of the stack carries out what its keys declare (random): make an aws.secretsmanager.SecretRotation",
      ),
    );
  });
});
