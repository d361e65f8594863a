import assert from "node:assert/strict";

import { randomBytes, randomUUID } from "node:crypto";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { noCredentialInLogOptions as policy } from "../../../policy-pack/policies/no-credential-in-log-options";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports } from "../reports";
import { secretText } from "../../support/secret-text";

const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;
const fault = (option: string) =>
  `container "web", logConfiguration.options holds ${option} in plain text: name its secret in logConfiguration.secretOptions`;

const literal = secretText(randomBytes(16).toString("hex"));
const logging = (options: unknown) => ({ logConfiguration: { logDriver: "awsfirelens", options } });
const reportsOf = (options: unknown) => reports(policy, () => fargateTask(logging(options)));

describe("no-credential-in-log-options", () => {
  it("accepts options that are no credentials", async () => {
    assert.deepEqual(
      await reportsOf({
        ...{ Name: "datadog", provider: "ecs", TLS: "on", compress: "gzip", Retry_Limit: "2", Match: "*" },
        ...{ "splunk-url": "https://splunk.example:8088", "splunk-source": "web", "splunk-format": "json" },
        ...{ "awslogs-group": "/ecs/web", "awslogs-stream-prefix": "web", "max-buffer-size": "10m" },
        ...{ "gelf-address": "udp://logs.example:12201", "syslog-tls-key": "/etc/ssl/key.pem" },
        ...{ token_ttl_seconds: "60", auth_token_url: "https://login.example/token", secret_name: "logs" },
      }),
      [],
    );
  });

  it("accepts what only refers to a credential", async () => {
    assert.deepEqual(await reportsOf({ apikey: "${DD_API_KEY}", "tls.key_passwd": "", api_key: null }), []);
  });

  const options = [
    ...["splunk-token", "Splunk_Token", "apikey", "API_Key", "licenseKey", "HTTP_Passwd", "Shared_Key"],
    ...["bearer_token", "tls.key_passwd", "Cloud_Auth", "sas_token", "aws_secret_access_key"],
  ];
  for (const option of options) {
    it(`refuses the option ${option}, without its value`, async () => {
      assert.deepEqual(await reportsOf({ [option]: literal }), [
        `mandatory FargateTask web: ${fault(option)}`,
      ]);
    });

    it(`refuses the option ${option} while its value is not known yet`, async () => {
      assert.deepEqual(
        await reports(policy, () => fargateTask(logging({ [option]: knownInUpdate(literal) }))),
        [`mandatory FargateTask web: ${fault(option)}`],
      );
    });
  }

  it("refuses a token in the form of Splunk's, and accepts that form under other names", async () => {
    const uuid = randomUUID();
    assert.deepEqual(await reportsOf({ "splunk-token": uuid, "splunk-index": uuid }), [
      `mandatory FargateTask web: ${fault("splunk-token")}`,
    ]);
  });

  it("accepts the same as a secret option", async () => {
    const program = () =>
      fargateTask({
        logConfiguration: {
          logDriver: "splunk",
          options: { "splunk-url": "https://splunk.example:8088" },
          secretOptions: [{ name: "splunk-token", valueFrom: secret().arn }],
        },
      });
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses the same in anyone's task definition, whatever the case of its keys", async () => {
    const program = () =>
      taskDefinition([{ Name: "web", LogConfiguration: { Options: { "splunk-token": literal } } }]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${fault("splunk-token")}`,
    ]);
  });

  const service = (options: pulumi.Input<Record<string, pulumi.Input<string>>>) => () =>
    new aws.ecs.Service("web", {
      serviceConnectConfiguration: { enabled: true, logConfiguration: { logDriver: "splunk", options } },
    });

  it("refuses the same in the log driver of Service Connect", async () => {
    assert.deepEqual(await reports(policy, service({ "splunk-token": literal, "splunk-source": "web" })), [
      "mandatory Service web: serviceConnectConfiguration.logConfiguration.options holds splunk-token in plain text: name its secret in serviceConnectConfiguration.logConfiguration.secretOptions",
    ]);
    assert.deepEqual(await reports(policy, service({ "splunk-source": "web" })), []);
  });

  it("leaves options that are not known as a whole undetermined, and decides them in the update", async () => {
    const program = () => fargateTask(logging(knownInUpdate({ apikey: literal })));
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", logConfiguration.options')}`,
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${fault("apikey")}`,
    ]);
    assert.deepEqual(await reports(policy, () => service(knownInUpdate({ apikey: literal }))()), [
      `advisory Service web: ${undetermined("serviceConnectConfiguration.logConfiguration.options")}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    assert.deepEqual(await reports(policy, () => taskDefinition([container({ secrets: secrets() })])), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
