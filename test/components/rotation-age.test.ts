import assert from "node:assert/strict";

import { RotationAge } from "../../components/rotation-age";
import { record } from "../../local/offline/recorder";
import { parseDocument, testEnvironment, textOf, typesAndNames } from "../support/components";
import { resourceOf } from "../support/pulumi";

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-AbCd12";
const functionName = "secret-backed-services-test-rotation-age";

function recordAge() {
  return record(
    () => {
      const environment = testEnvironment();
      const secrets = [{ name: "auth-service-test-config", arn, deadlineInDays: 90 }];
      new RotationAge("age", {
        environment,
        secrets,
        logRetentionInDays: 30,
        deletionProtection: false,
        tags: {},
      });
    },
    { config: { "aws:region": "eu-west-1" } },
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

describe("RotationAge", function () {
  this.timeout(120_000);

  it("is a function that is called every hour, and by this schedule only", async () => {
    const recording = await recordAge();
    const own = recording.resources.filter(({ name }) => name === "age");
    assert.deepEqual(typesAndNames(own), [
      "aws:cloudwatch/eventRule:EventRule age",
      "aws:cloudwatch/eventTarget:EventTarget age",
      "aws:cloudwatch/logGroup:LogGroup age",
      "aws:iam/role:Role age",
      "aws:iam/rolePolicy:RolePolicy age",
      "aws:lambda/function:Function age",
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig age",
      "aws:lambda/permission:Permission age",
      "secret-backed-services:components:RotationAge age",
      "secret-backed-services:components:ServiceRole age",
    ]);
    const rule = resourceOf(recording, "aws:cloudwatch/eventRule:EventRule", "age");
    assert.equal(rule.inputs.scheduleExpression, "rate(1 hour)");
    assert.deepEqual(resourceOf(recording, "aws:lambda/permission:Permission").inputs, {
      function: functionName,
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      sourceArn: rule.outputs.arn,
    });
    const { environment } = resourceOf(recording, "aws:lambda/function:Function").inputs;
    assert.deepEqual(environment, {
      variables: {
        SECRETS: JSON.stringify([{ name: "auth-service-test-config", deadlineInDays: 90 }]),
        NAMESPACE: "secret-backed-services/test",
      },
    });
  });

  it("may see dates and labels of the secrets, write its log and tell of its failures, and read no value", async () => {
    const recording = await recordAge();
    const policy = resourceOf(recording, "aws:iam/rolePolicy:RolePolicy").inputs.policy;
    const [statement] = listOf(Reflect.get(Object(parseDocument(policy)), "Statement"));
    assert.deepEqual(statement, {
      Sid: "SeeDatesAndLabels",
      Effect: "Allow",
      Action: ["secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"],
      Resource: [arn],
    });
    assert.deepEqual(
      textOf(policy).match(/"(secretsmanager|kms|logs|sns):(?!ViaService)\w+"/g),
      [
        "secretsmanager:DescribeSecret",
        "secretsmanager:ListSecretVersionIds",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "sns:Publish",
        "kms:Decrypt",
        "kms:GenerateDataKey",
      ].map((action) => `"${action}"`),
    );
  });
});
