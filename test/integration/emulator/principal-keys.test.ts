import assert from "node:assert/strict";

import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { DeployedRole } from "../../support/access/deployed-access";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

const allow = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const policies = [{ name: "read", document: { Version: "2012-10-17", Statement: [allow] } }];

describe("emulator: condition keys of who calls", () => {
  let role: DeployedRole;
  let arn: string;
  let name: string;
  beforeEach(async () => {
    arn = `arn:aws:iam::000000000000:role/services/${uniqueName("orders")}`;
    role = await DeployedRole.create(arn, policies);
    name = uniqueName("orders");
    const create = new CreateSecretCommand({ Name: name, SecretString: newValue() });
    await new SecretsManagerClient(clientOptions()).send(create);
  });
  afterEach(() => role.remove());

  it("give a session its role's ARN, with the path", async () => {
    await denyIf({ ArnNotEquals: { "aws:PrincipalArn": arn } });
    await read();
    await denyIf({ ArnEquals: { "aws:PrincipalArn": arn } });
    await assert.rejects(read(), { name: "AccessDeniedException" });
  });

  it("tell a role from an AWS service", async () => {
    await denyIf({ Bool: { "aws:PrincipalIsAWSService": "true" } });
    await read();
    await denyIf({ Bool: { "aws:PrincipalIsAWSService": "false" } });
    await assert.rejects(read(), { name: "AccessDeniedException" });
  });

  async function denyIf(Condition: object): Promise<void> {
    const statement = { ...allow, Effect: "Deny", Principal: "*", Condition };
    const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const put = new PutResourcePolicyCommand({ SecretId: name, ResourcePolicy });
    await new SecretsManagerClient(clientOptions()).send(put);
  }

  function read() {
    return new SecretsManagerClient(role.clientOptions()).send(new GetSecretValueCommand({ SecretId: name }));
  }
});
