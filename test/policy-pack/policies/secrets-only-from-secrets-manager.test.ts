import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { secretsOnlyFromSecretsManager as policy } from "../../../policy-pack/policies/secrets-only-from-secrets-manager";
import { container, fargateTask, knownInUpdate, secret, secretArn, taskDefinition } from "../programs";
import { reports } from "../reports";

const wayOut = "use the secret's full ARN, its arn output, alone or with :KEY::";
const fromParameterStore = `is taken from the Systems Manager Parameter Store, which neither rotates nor versions a value for its task: ${wayOut}`;
const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;

const from = (valueFrom: pulumi.Input<string>) => ({ secrets: [{ name: "KEY", valueFrom }] });
const faultsOf = (valueFrom: string) => reports(policy, () => fargateTask(from(valueFrom)));

const full = secretArn("auth-service-prod-config-AbC123");

describe("secrets-only-from-secrets-manager", () => {
  const accepted = [
    full,
    `${full}:KEY::`,
    `${full}::AWSPREVIOUS:`,
    secretArn("prod/orders/db-AbC123"),
    "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-prod-api-keys-AbC123:KEY::",
    "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a-prod-api-keys-AbC123",
  ];
  for (const valueFrom of accepted) {
    it(`accepts ${valueFrom}`, async () => {
      assert.deepEqual(await faultsOf(valueFrom), []);
    });
  }

  const partial =
    "is a partial ARN, without the hyphen and six characters that Secrets Manager appends to the name";
  const refused: [string, string, string][] = [
    ["a plain name", "auth-service-prod-config", `is no ARN: ${wayOut}`],
    ["a partial ARN", secretArn("payment-service-prod-api-keys"), `${partial}: ${wayOut}`],
    ["a partial ARN that looks complete", secretArn("auth-service-prod-config"), `${partial}: ${wayOut}`],
    ["a partial ARN with a key", `${secretArn("auth-service-prod-config")}:KEY::`, `${partial}: ${wayOut}`],
    ["a parameter", "arn:aws:ssm:us-east-1:123456789012:parameter/prod/auth/key", fromParameterStore],
    [
      "an ARN of another service",
      "arn:aws:s3:::example/secret",
      `is the ARN of something that is no secret: ${wayOut}`,
    ],
    [
      "a key without the fields behind it",
      `${full}:KEY`,
      `has other than three fields (JSON key, version stage, version id) behind the secret's ARN: ${wayOut}`,
    ],
    [
      "a wildcard region",
      full.replace("us-east-1", "*"),
      `is an ARN without a valid partition, region or account: ${wayOut}`,
    ],
    [
      "no account",
      full.replace("123456789012", ""),
      `is an ARN without a valid partition, region or account: ${wayOut}`,
    ],
    ["nothing", "", `is no ARN: ${wayOut}`],
  ];
  for (const [what, valueFrom, fault] of refused) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await faultsOf(valueFrom), [
        `mandatory FargateTask web: container "web", secrets KEY ${fault}`,
      ]);
    });
  }

  it("refuses a reference without valueFrom", async () => {
    assert.deepEqual(await reports(policy, () => fargateTask({ secrets: [{ value: "x" }] })), [
      `mandatory FargateTask web: container "web", secrets[0] has no valueFrom: ${wayOut}`,
    ]);
  });

  it("never quotes a valueFrom", async () => {
    const [fault = ""] = await faultsOf("not-an-arn-at-all");
    assert.equal(fault.includes("not-an-arn-at-all"), false);
  });

  it("refuses the same in the options of a log driver", async () => {
    const secretOptions = [{ name: "splunk-token", valueFrom: "token" }];
    const program = () => fargateTask({ logConfiguration: { logDriver: "splunk", secretOptions } });
    assert.deepEqual(await reports(policy, program), [
      `mandatory FargateTask web: container "web", logConfiguration.secretOptions splunk-token is no ARN: ${wayOut}`,
    ]);
  });

  it("refuses the same in anyone's task definition, whatever the case of its keys", async () => {
    const program = () => taskDefinition([{ Name: "web", Secrets: [{ Name: "KEY", ValueFrom: "key" }] }]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: container "web", secrets KEY is no ARN: ${wayOut}`,
    ]);
  });

  it("refuses a document that is no list of container definitions", async () => {
    for (const document of ["{not JSON", "{}", '"text"'])
      assert.deepEqual(await reports(policy, () => taskDefinition(document)), [
        "mandatory TaskDefinition web: containerDefinitions is not a JSON list of container definitions, so nothing in it can be checked: build it with pulumi.jsonStringify",
      ]);
  });

  it("accepts a secret that the stack makes, whose ARN is not known yet", async () => {
    const program = () => {
      const { name } = new aws.cloudwatch.LogGroup("logs");
      const options = { "awslogs-group": name };
      const valueFrom = pulumi.interpolate`${secret().arn}:KEY::`;
      fargateTask({ ...from(valueFrom), logConfiguration: { logDriver: "awslogs", options } });
    };
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), []);
  });

  const parameter = () => new aws.ssm.Parameter("key", { type: "SecureString" }).arn;

  it("refuses a parameter that the stack makes, whose ARN is not known yet", async () => {
    assert.deepEqual(await reports(policy, () => fargateTask(from(parameter()))), [
      `mandatory FargateTask web: container "web", secrets KEY ${fromParameterStore}`,
    ]);
  });

  it("leaves an ARN that may be a secret's or a parameter's undetermined, and decides it in the update", async () => {
    const program = () =>
      fargateTask({
        secrets: [
          { name: "A", valueFrom: secret().arn },
          { name: "B", valueFrom: parameter() },
        ],
      });
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", secrets A; container "web", secrets B')}`,
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: container "web", secrets B ${fromParameterStore}`,
    ]);
  });

  it("leaves an ARN of another origin undetermined", async () => {
    const program = () => fargateTask({ secrets: knownInUpdate([]) });
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", secrets[0]')}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined", async () => {
    assert.deepEqual(await reports(policy, () => taskDefinition([container(from(secret().arn))])), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
