import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { DeployedSecrets } from "../support/documentation/deployed-secrets";
import { problemsOf } from "../support/documentation/run-session";
import { documentedSessions } from "../support/documentation/sessions";
import { clientOptions } from "../support/local-aws";
import { commandEnvironment } from "../support/secrets-command";
import { secretText } from "../support/secret-text";

const secret = "payment-service-test-api-keys";

function secretsManager(): SecretsManagerClient {
  return new SecretsManagerClient(clientOptions());
}

/** What people have before a guide, which moves these values. */
type World = (values: Readonly<Record<string, string>>) => Promise<{ files?: Record<string, string> }>;

const worlds: Readonly<Record<string, { tools: readonly string[]; begin: World }>> = {
  "an env file": {
    tools: [],
    begin: (values) => Promise.resolve({ files: { "payment.env": envFile(values) } }),
  },
  "parameters of Systems Manager": {
    tools: ["aws", "jq"],
    begin: async (values) => {
      for (const [name, value] of Object.entries(values)) putParameter(`/payment/test/${name}`, value);
      return Promise.resolve({});
    },
  },
  "a task definition's variables": {
    tools: ["aws", "jq"],
    begin: async (values) => {
      const environment = Object.entries({ LOG_LEVEL: "info", ...values }).map(([name, value]) => ({
        name,
        value,
      }));
      const containerDefinitions = [{ name: "payment", image: "payment:1", environment }];
      await new ECSClient(clientOptions()).send(
        new RegisterTaskDefinitionCommand({ family: "payment", containerDefinitions }),
      );
      return {};
    },
  },
};

function envFile(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** By a file, so that no value is an argument. */
function putParameter(Name: string, Value: string): void {
  const folder = mkdtempSync(join(tmpdir(), "parameter-"));
  try {
    const file = join(folder, "input.json");
    writeFileSync(file, JSON.stringify({ Name, Value, Type: "SecureString" }));
    const { status, stderr } = spawnSync(
      "aws",
      ["ssm", "put-parameter", "--cli-input-json", `file://${file}`],
      {
        env: { ...process.env, ...environment() },
        encoding: "utf8",
      },
    );
    assert.equal(status, 0, stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Version 1 of the AWS CLI knows the Region by the second name only. */
function environment(): NodeJS.ProcessEnv {
  return commandEnvironment({ AWS_DEFAULT_REGION: "us-east-1", AWS_PAGER: "" });
}

function isThere(tool: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
}

async function valueOf(name: string): Promise<unknown> {
  const { SecretString = "" } = await secretsManager().send(new GetSecretValueCommand({ SecretId: name }));
  return JSON.parse(SecretString);
}

/** The guides' sessions in the order of the page, which is that of {@link worlds}, and last Terraform's. */
const sessions = documentedSessions().sessions.filter(
  ({ needs, page }) => needs === "local-aws" && page === "docs/migration.md",
);

describe("docs/migration.md", function () {
  this.timeout(300_000);

  it("has a session for each guide", () => {
    assert.equal(sessions.length, Object.keys(worlds).length + 1);
  });

  for (const [index, [title, { tools, begin }]] of Object.entries(worlds).entries()) {
    it(`brings the values of ${title} into the secret, and shows none`, async function () {
      if (!tools.every(isThere)) this.skip();
      const deployed = new DeployedSecrets();
      await deployed.deploy("payment-service", "test");
      try {
        const values = { STRIPE_API_KEY: `${secretText()}"$\\#`, WEBHOOK_SIGNING_SECRET: secretText() };
        const { files } = await begin(title === "an env file" ? plain(values) : values);
        const session = sessions[index];
        assert.ok(session);
        assert.deepEqual(await problemsOf(session, environment(), files), []);
        assert.deepEqual(await valueOf(secret), title === "an env file" ? plain(values) : values);
      } finally {
        await deployed.remove();
      }
    });
  }

  it("finds what Terraform has, looks at the value's form and makes Terraform forget it", async function () {
    if (!["aws", "jq", "terraform"].every(isThere)) this.skip();
    const value = { SMTP_USERNAME: secretText(), SMTP_PASSWORD: secretText() };
    const Name = "notification-service-test-credentials";
    const { ARN } = await secretsManager().send(
      new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }),
    );
    try {
      const session = sessions.at(-1);
      assert.ok(session);
      const files = { "infrastructure/terraform.tfstate": terraformState(ARN ?? "", JSON.stringify(value)) };
      assert.deepEqual(await problemsOf(session, environment(), files), []);
      assert.deepEqual(await valueOf(Name), value);
    } finally {
      await secretsManager().send(
        new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }),
      );
    }
  });
});

/** Values that an env file can hold without quotes. */
function plain(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.replace(/[^A-Za-z0-9]/g, "")]),
  );
}

/** A state as Terraform keeps it of a secret and its version. */
function terraformState(arn: string, secretString: string): string {
  const resource = (type: string, attributes: object) => ({
    mode: "managed",
    type,
    name: "smtp",
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 0, attributes }],
  });
  return JSON.stringify({
    version: 4,
    terraform_version: "1.5.0",
    serial: 1,
    lineage: "00000000-0000-4000-8000-000000000000",
    outputs: {},
    resources: [
      resource("aws_secretsmanager_secret", { id: arn, arn }),
      resource("aws_secretsmanager_secret_version", {
        id: `${arn}|1`,
        secret_id: arn,
        secret_string: secretString,
      }),
    ],
  });
}
