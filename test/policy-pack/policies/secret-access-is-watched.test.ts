import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { SecretBackedService } from "../../../components/secret-backed-service";
import { secretAccessIsWatched as policy } from "../../../policy-pack/policies/secret-access-is-watched";
import { serviceSpec, testEnvironment } from "../../support/components";
import { secret } from "../programs";
import { reports, undetermined } from "../reports";

const name = "auth-service-prod-config";
const read = '$.eventSource = "secretsmanager.amazonaws.com" && $.eventName = "GetSecretValue"';
const ofSecret = (id: string) => `{ ${read} && $.requestParameters.secretId = "${id}" }`;

const filter = (pattern: pulumi.Input<string>) =>
  new aws.cloudwatch.LogMetricFilter("reads", {
    logGroupName: "trail",
    pattern,
    metricTransformation: { name: "Reads", namespace: "Secrets", value: "1" },
  });
const alarm = (metricName = "Reads") =>
  new aws.cloudwatch.MetricAlarm("reads", {
    namespace: "Secrets",
    metricName,
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
  });
const watched = (pattern: pulumi.Input<string>, metricName?: string) => () => {
  secret();
  filter(pattern);
  alarm(metricName);
};
const uncounted = [
  "mandatory Secret secret: no metric filter of the stack counts its reads (GetSecretValue): make one, and an alarm on its metric",
];
const silent = [
  "mandatory Secret secret: its reads are counted, and no alarm is on the count: make a MetricAlarm on the filter's metric",
];

describe("secret-access-is-watched", () => {
  it("accepts a filter on the secret, in each way to name it, or on all, with an alarm", async () => {
    for (const pattern of [
      ofSecret(name),
      ofSecret(`*:secret:${name}-*`),
      ofSecret(`arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-*`),
      ofSecret(`arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:${name}-XyZ789`),
      ofSecret(`arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`),
      ofSecret(`*:secret:${name}-XyZ789`),
      ofSecret("arn:aws:secretsmanager:eu-west-1:*"),
      ofSecret("auth-service-prod-*"),
      `{ ${read} && ($.requestParameters.secretId = "other" || $.requestParameters.secretId = "${name}") }`,
      `{ ${read} }`,
    ])
      for (const preview of [true, false])
        assert.deepEqual(await reports(policy, watched(pattern), { preview }), [], pattern);
  });

  it("refuses a filter on another secret, on other calls, and on calls that were denied", async () => {
    for (const pattern of [
      ofSecret("auth-service-prod-credentials"),
      ofSecret("*:secret:billing-*"),
      ofSecret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:billing-prod-config-XyZ789"),
      ofSecret(`arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-old-XyZ789`),
      ofSecret(`${name}-*`),
      '{ $.eventSource = "secretsmanager.amazonaws.com" && $.eventName = "DeleteSecret" }',
      `{ ${read} && $.errorCode = "AccessDenied*" }`,
    ])
      assert.deepEqual(await reports(policy, watched(pattern)), uncounted, pattern);
  });

  it("refuses a count that no alarm is on", async () => {
    assert.deepEqual(await reports(policy, watched(ofSecret(name), "Writes")), silent);
  });

  it("leaves secrets to another stack where this one watches none, unless the settings say otherwise", async () => {
    assert.deepEqual(await reports(policy, () => secret()), []);
    const policyConfig = { [policy.name]: { everySecret: true } };
    assert.deepEqual(await reports(policy, () => secret(), { policyConfig }), uncounted);
  });

  it("takes a pattern that is made of the secret's ARN for one on it", async () => {
    const program = () => {
      filter(pulumi.interpolate`{ ${read} && $.requestParameters.secretId = "${secret().arn}" }`);
      alarm();
    };
    const policyConfig = { [policy.name]: { everySecret: true } };
    for (const preview of [true, false])
      assert.deepEqual(await reports(policy, program, { policyConfig, preview }), []);
  });

  it("judges such a pattern by what it counts, once it is known", async () => {
    const program = () => {
      const calls = '$.eventSource = "secretsmanager.amazonaws.com" && $.eventName = "DeleteSecret"';
      filter(pulumi.interpolate`{ ${calls} && $.requestParameters.secretId = "${secret().arn}" }`);
      alarm();
    };
    assert.deepEqual(await reports(policy, program, { preview: false }), uncounted);
  });

  it("leaves a secret undetermined beside a pattern that is not known yet", async () => {
    const program = () => {
      secret();
      filter(new aws.sns.Topic("source").arn);
      alarm();
    };
    const policyConfig = { [policy.name]: { everySecret: true } };
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      undetermined("Secret secret", "metric filters"),
    ]);
    assert.deepEqual(await reports(policy, program, { policyConfig, preview: false }), uncounted);
  });

  it("finds every secret of this project's own service watched, and refuses one whose alarms are gone", async () => {
    const program = () =>
      new SecretBackedService("auth-service", {
        environment: testEnvironment(),
        service: serviceSpec({
          secrets: [{ type: "config", keys: { TOKEN: { source: "generated", length: 64, special: false } } }],
        }),
        suppliedValues: new Map(),
        recoveryWindowInDays: 7,
        logRetentionInDays: 30,
        deletionProtection: false,
        tags: { Environment: "test" },
      });
    for (const preview of [true, false])
      assert.deepEqual(await reports(policy, program, { preview, stack: "test" }), []);
    const ownSecret = () => {
      const parent = new pulumi.ComponentResource("secret-backed-services:components:ServiceSecret", "web");
      new aws.secretsmanager.Secret("secret", { name }, { parent });
    };
    assert.deepEqual(await reports(policy, ownSecret), uncounted);
  });
});
