import assert from "node:assert/strict";
import { CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
  ValidateResourcePolicyCommand,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, uniqueName } from "../../support/local-aws";

const denyAll = { Effect: "Deny", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };

describe("emulator: resource policies", () => {
  let secretsManager: SecretsManagerClient;
  let name: string;
  before(() => (secretsManager = new SecretsManagerClient(clientOptions())));
  beforeEach(async () => {
    name = uniqueName("orders");
    await secretsManager.send(new CreateSecretCommand({ Name: name }));
  });

  it("are refused, and not kept, when they have syntax errors", async () => {
    const error = "This resource policy contains a syntax error";
    const withoutAction = { ...denyAll, Action: undefined };
    const refusals: [string, string][] = [
      ["{", `${error}: it is not JSON.`],
      ["{}", `${error}: Version must be 2012-10-17.`],
      [JSON.stringify({ Version: "2012-10-17" }), `${error}: Statement is missing.`],
      [policy({ ...denyAll, Effect: "Refuse" }), `${error}: Effect must be Allow or Deny.`],
      [policy({ ...denyAll, Effects: "Deny" }), `${error}: unknown element Effects.`],
      [policy(withoutAction), `${error}: a statement needs one of Action and NotAction.`],
      [policy(denyAll).padEnd(20481), "The policy is longer than 20480 characters."],
    ];
    for (const [text, message] of refusals) {
      await assert.rejects(put(text), { name: "MalformedPolicyDocumentException", message });
    }
    const kept = await secretsManager.send(new GetResourcePolicyCommand({ SecretId: name }));
    assert.equal(kept.ResourcePolicy, undefined);
  });

  it("are refused when they name a user or role of the account that does not exist", async () => {
    const user = uniqueName("developer");
    const allowUser = policy({
      ...denyAll,
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::000000000000:user/${user}` },
    });
    await assert.rejects(put(allowUser), {
      name: "MalformedPolicyDocumentException",
      message: "This resource policy contains an unsupported principal.",
    });
    await new IAMClient(clientOptions()).send(new CreateUserCommand({ UserName: user }));
    await put(allowUser);
    const kept = await secretsManager.send(new GetResourcePolicyCommand({ SecretId: name }));
    assert.equal(kept.ResourcePolicy, allowUser);
  });

  it("are refused when they are public and public ones are blocked", async () => {
    const allowAll = { ...denyAll, Effect: "Allow" };
    const publicPolicy = {
      name: "PublicPolicyException",
      message: "You can't use a policy that allows public access to the secret.",
    };
    await assert.rejects(put(policy(allowAll), true), publicPolicy);
    await put(policy(allowAll));
    await put(policy(denyAll), true);
    const Condition = { StringEquals: { "aws:PrincipalAccount": "000000000000" } };
    await put(policy({ ...allowAll, Condition }), true);
  });

  it("are reported on by ValidateResourcePolicy", async () => {
    const validate = new ValidateResourcePolicyCommand({
      ResourcePolicy: policy({ ...denyAll, Effect: "Allow" }),
    });
    const report = await secretsManager.send(validate);
    assert.equal(report.PolicyValidationPassed, false);
    assert.deepEqual(report.ValidationErrors, [
      { CheckName: "PublicAccess", ErrorMessage: "The policy allows public access." },
    ]);
    const sound = new ValidateResourcePolicyCommand({ ResourcePolicy: policy(denyAll) });
    assert.equal((await secretsManager.send(sound)).PolicyValidationPassed, true);
  });

  const policy = (statement: object): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

  function put(text: string, blockPublic = false) {
    const request = { SecretId: name, ResourcePolicy: text, BlockPublicPolicy: blockPublic };
    return secretsManager.send(new PutResourcePolicyCommand(request));
  }
});
