import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { noPlaintextSecretInTaskDefinition as policy } from "../../../policy-pack/policies/no-plaintext-secret-in-task-definition";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports } from "../reports";
import { secretText } from "../../support/secret-text";

const password = () => secretText(randomBytes(9).toString("hex"));

const inPlainText = (place: string, sign = "secret-name, medium confidence") =>
  `container "web", ${place} holds a secret in plain text (${sign}): put it into Secrets Manager and name it in secrets`;

const undetermined = (places: string) =>
  `undetermined at preview: ${places} (judged during the update, before the resource is made)`;

const variables = (environment: Record<string, pulumi.Input<string>>) => ({
  environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
});

describe("no-plaintext-secret-in-task-definition", () => {
  it("accepts settings, and secrets by reference", async () => {
    const program = () => {
      const { arn } = secret();
      fargateTask({
        ...variables({ LOG_LEVEL: "info", TOKEN_URL: "https://login.example/token", DB_PASSWORD_ARN: arn }),
        secrets: [{ name: "DB_PASSWORD", valueFrom: pulumi.interpolate`${arn}:DB_PASSWORD::` }],
        command: ["node", "server.js", "--password-file", "/run/secrets/db"],
      });
    };
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), []);
  });

  const places: [string, () => Record<string, unknown>, string?][] = [
    ["environment DB_PASSWORD", () => variables({ DB_PASSWORD: password() })],
    [
      "environment DATABASE",
      () => variables({ DATABASE: `postgres://app:${password()}@db/orders` }),
      "url-credential, high confidence",
    ],
    ["command[2]", () => ({ command: ["run", "--db-password", password()] })],
    [
      "command[2]",
      () => ({ command: ["sh", "-c", `DB_PASSWORD=${password()} run`] }),
      "secret-assignment, medium confidence",
    ],
    [
      "entryPoint[0]",
      () => ({ entryPoint: [`run --api-key=${password()}`] }),
      "secret-assignment, medium confidence",
    ],
    [
      "healthCheck.command[1]",
      () => ({ healthCheck: { command: ["CMD-SHELL", `curl -u app --password ${password()} localhost`] } }),
      "secret-assignment, medium confidence",
    ],
    ["dockerLabels api-key", () => ({ dockerLabels: { "api-key": password() } })],
    [
      "logConfiguration.options splunk-token",
      () => ({ logConfiguration: { logDriver: "splunk", options: { "splunk-token": password() } } }),
    ],
  ];
  for (const [place, overrides, sign] of places) {
    it(`refuses a secret in ${place}${sign === undefined ? "" : ` (${sign})`}, at first preview`, async () => {
      const program = () =>
        fargateTask({ ...overrides(), secrets: [{ name: "KEY", valueFrom: secret().arn }] });
      assert.deepEqual(await reports(policy, program), [
        `mandatory FargateTask web: ${inPlainText(place, sign)}`,
      ]);
    });
  }

  it("reports once what component and task definition both show", async () => {
    const program = () => fargateTask(variables({ DB_PASSWORD: password() }));
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${inPlainText("environment DB_PASSWORD")}`,
    ]);
  });

  it("reports what only the task definition of a component shows", async () => {
    const program = () =>
      new (class extends pulumi.ComponentResource {
        constructor() {
          super("secret-backed-services:components:FargateTask", "web", { containers: [container()] });
          const definitions = [container(variables({ DB_PASSWORD: password() }))];
          const containerDefinitions = JSON.stringify(definitions);
          new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions }, { parent: this });
        }
      })();
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${inPlainText("environment DB_PASSWORD")}`,
    ]);
  });

  it("refuses the same in anyone's task definition, whatever the case of its keys", async () => {
    const program = () =>
      taskDefinition([
        { name: "proxy" },
        { Name: "web", Environment: [{ Name: "DB_PASSWORD", Value: password() }] },
      ]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${inPlainText("environment DB_PASSWORD")}`,
    ]);
  });

  it("never tells the value", async () => {
    const value = password();
    const program = () => fargateTask(variables({ DB_PASSWORD: value }));
    assert.equal((await reports(policy, program)).join().includes(value), false);
  });

  it("refuses a generated password, whose value is not known yet", async () => {
    const environment = () => {
      const { result } = new random.RandomPassword("database", { length: 32 });
      return variables({
        DATABASE: pulumi.interpolate`postgres://app:${result}@db/orders`,
        DB_PASSWORD: result,
      });
    };
    const fault =
      "holds a value of random:index/randomPassword:RandomPassword database in plain text: put it into Secrets Manager and name it in secrets";
    assert.deepEqual(await reports(policy, () => fargateTask(environment())), [
      `mandatory FargateTask web: containers ${fault}`,
    ]);
    assert.deepEqual(await reports(policy, () => taskDefinition([container(environment())])), [
      `mandatory TaskDefinition web: containerDefinitions ${fault}`,
    ]);
  });

  it("leaves a value that is not known yet undetermined where its name says that it is secret", async () => {
    const program = () => {
      const { id } = new aws.ec2.Vpc("vpc");
      fargateTask({
        ...variables({ DB_PASSWORD: id, API_TOKEN: id, DB_HOST: id }),
        command: [id],
        dockerLabels: knownInUpdate({}),
      });
    };
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", environment DB_PASSWORD; container "web", environment API_TOKEN')}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined, in one line", async () => {
    const program = () => taskDefinition([container({ secrets: [{ name: "A", valueFrom: secret().arn }] })]);
    assert.deepEqual(await reports(policy, program), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });

  it("leaves a container that is unknown as a whole undetermined", async () => {
    const program = () => {
      new pulumi.ComponentResource("secret-backed-services:components:FargateTask", "web", {
        containers: [knownInUpdate(container())],
      });
    };
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined("container 0")}`,
    ]);
  });

  it("lets names pass that are configured not to be secret", async () => {
    const program = () => fargateTask(variables({ SESSION_TOKEN: password(), DB_PASSWORD: password() }));
    const policyConfig = { [policy.name]: { notSecret: ["SESSION_TOKEN"] } };
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      `mandatory FargateTask web: ${inPlainText("environment DB_PASSWORD")}`,
    ]);
  });

  it("says nothing of a document that is no list of container definitions", async () => {
    assert.deepEqual(await reports(policy, () => taskDefinition("{not JSON")), []);
  });
});
