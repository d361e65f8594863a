import assert from "node:assert/strict";

import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { type SecretAction } from "../../../operations/access/actions";
import { type DeclaredStack } from "../../../operations/access/declared-access";
import { accessMatrix, type AccessMatrix } from "../../../operations/access/matrix";
import { localStacks } from "../../support/access/declared-stacks";
import {
  addRotations,
  deploySecrets,
  DeployedRole,
  putPolicy,
  removeSecrets,
} from "../../support/access/deployed-access";
import { clientOptions, newValue } from "../../support/local-aws";

/** What a cell is tried with. The rest is not a call of its own: see `undecided`. */
const tried = ["read", "update", "delete", "changePolicy", "decryptDirectly"] as const;
type Tried = (typeof tried)[number];

/** The cells that the local AWS cannot decide, and why. */
const undecided: Record<Exclude<SecretAction, Tried>, string> = {
  decryptThroughSecretsManager:
    "Secrets Manager calls KMS as part of reading and writing, and never by itself: read and update are tried",
};

const allows = (document: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Resource: "*", ...document }],
});
const administratorAccess = { name: "AdministratorAccess", document: allows({ Action: "*" }) };
const readsEverySecret = {
  name: "ReadEverySecret",
  document: allows({ Action: "secretsmanager:GetSecretValue" }),
};

describe("the access matrix, by real calls", function () {
  this.timeout(120_000);
  let stacks: DeclaredStack[] = [];
  let matrix: AccessMatrix;
  const roles = new Map<string, DeployedRole>();

  before(async () => {
    stacks = await deploySecrets(await localStacks());
    matrix = accessMatrix(stacks);
    for (const { principal, arn } of matrix.rows) {
      const roleArn = arn.replace(/user\/developer$/, `role/developer-${roles.size}`); // each with other policies
      roles.set(principal, await DeployedRole.create(roleArn, policiesOf(principal)));
    }
    await addRotations(stacks);
  });
  after(async () => {
    for (const role of roles.values()) await role.remove();
    await removeSecrets(stacks);
  });

  /** The documents of a principal of the matrix, found by its name alone. */
  function policiesOf(principal: string): { name: string; document: unknown }[] {
    const role = stacks.flatMap((stack) => stack.roles).find(({ name }) => name === principal);
    if (role) return role.policies;
    const managed = stacks
      .flatMap((stack) => stack.managedPolicies)
      .filter(({ name }) => principal.includes(name));
    if (principal.includes("GetSecretValue")) return [readsEverySecret];
    const isAdministrator =
      principal.includes("AdministratorAccess") || principal.startsWith("administrator ");
    return [...managed, ...(isAdministrator ? [administratorAccess] : [])];
  }

  for (const action of tried) {
    it(`is right about who may ${action}`, async () => {
      const wrong: string[] = [];
      for (const row of matrix.rows) {
        const options = roles.get(row.principal)?.clientOptions();
        assert.ok(options);
        const caller = { secretsManager: new SecretsManagerClient(options), kms: new KMSClient(options) };
        for (const cell of row.secrets) {
          const secret = stacks.flatMap(({ secrets }) => secrets).find(({ name }) => name === cell.secret);
          assert.ok(secret);
          const allowed = await isAllowed(() => attempt[action](caller, secret));
          if (allowed !== cell[action].allowed) {
            wrong.push(`${row.principal} ${cell.secret}: ${allowed ? "allowed" : "denied"} by a real call`);
          }
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it("is tried in all cells but those of which the reason is known", () => {
    const actions = Object.keys(matrix.rows[0]?.secrets[0] ?? {}).filter((key) => key !== "secret");
    assert.deepEqual(actions.sort(), [...tried, ...Object.keys(undecided)].sort());
    assert.equal(matrix.rows.length, 39);
  });
});

interface Caller {
  secretsManager: SecretsManagerClient;
  kms: KMSClient;
}

/** Does each action, and as the root user undoes what it changed. */
const attempt: Record<Tried, (caller: Caller, secret: DeclaredStack["secrets"][number]) => Promise<unknown>> =
  {
    read: ({ secretsManager }, { arn }) => secretsManager.send(new GetSecretValueCommand({ SecretId: arn })),
    update: async ({ secretsManager }, { arn: SecretId }) => {
      const put = new PutSecretValueCommand({ SecretId, SecretString: newValue() });
      const { VersionId } = await secretsManager.send(put);
      const label = { SecretId, VersionStage: "TRIED" };
      const move = new UpdateSecretVersionStageCommand({ ...label, MoveToVersionId: VersionId });
      await secretsManager.send(move);
      await new SecretsManagerClient(clientOptions()).send(
        new UpdateSecretVersionStageCommand({ ...label, RemoveFromVersionId: VersionId }),
      );
    },
    delete: async ({ secretsManager }, { arn }) => {
      await secretsManager.send(new DeleteSecretCommand({ SecretId: arn }));
      await new SecretsManagerClient(clientOptions()).send(new RestoreSecretCommand({ SecretId: arn }));
    },
    changePolicy: async ({ secretsManager }, { arn, policy }) => {
      const harmless = {
        Effect: "Deny",
        Principal: "*",
        Action: "secretsmanager:CancelRotateSecret",
        Resource: "*",
      };
      const ResourcePolicy = JSON.stringify(policy ?? { Version: "2012-10-17", Statement: [harmless] });
      await secretsManager.send(new PutResourcePolicyCommand({ SecretId: arn, ResourcePolicy }));
      if (policy !== undefined) return putPolicy(arn, policy);
      return new SecretsManagerClient(clientOptions()).send(
        new DeleteResourcePolicyCommand({ SecretId: arn }),
      );
    },
    decryptDirectly: async ({ kms }, { arn, keyArn }) => {
      const EncryptionContext = { SecretARN: arn };
      const plain = { KeyId: keyArn, Plaintext: Buffer.from(newValue()), EncryptionContext };
      const { CiphertextBlob } = await new KMSClient(clientOptions()).send(new EncryptCommand(plain));
      await kms.send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext }));
    },
  };

async function isAllowed(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "AccessDeniedException") return false;
    throw error;
  }
}
