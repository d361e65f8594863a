import assert from "node:assert/strict";

import { type AccessMatrix } from "../../../operations/access/matrix";
import { accessReport } from "../../../operations/access/report";

const cell = (allowed: boolean) => ({ allowed, because: [] });
const cells = (secret: string, letters: string) => ({
  secret,
  read: cell(letters.includes("R")),
  update: cell(letters.includes("U")),
  delete: cell(letters.includes("D")),
  changePolicy: cell(letters.includes("P")),
  decryptThroughSecretsManager: cell(letters.includes("k")),
  decryptDirectly: cell(letters.includes("K")),
});

describe("accessReport", () => {
  it("numbers the secrets, and gives each letter its place", () => {
    const matrix: AccessMatrix = {
      secrets: [
        { name: "auth-prod-config", environment: "prod", arn: "arn:1" },
        { name: "auth-test-config", environment: "test", arn: "arn:2" },
      ],
      rows: [
        {
          principal: "auth-prod-execution",
          arn: "arn:3",
          secrets: [cells("auth-prod-config", "Rk"), cells("auth-test-config", "")],
        },
        {
          principal: "admin",
          arn: "arn:4",
          secrets: [cells("auth-prod-config", "RUDPkK"), cells("auth-test-config", "UK")],
        },
      ],
    };
    assert.deepEqual(accessReport(matrix).split("\n"), [
      "Secrets",
      "  1  auth-prod-config",
      "  2  auth-test-config",
      "",
      "Who may do what",
      "                       1       2",
      "  auth-prod-execution  R...k.  -",
      "  admin                RUDPkK  .U...K",
      "",
      "  R  read its value: GetSecretValue, and kms:Decrypt for Secrets Manager",
      "  U  update its value: PutSecretValue, UpdateSecretVersionStage, kms:GenerateDataKey and kms:Decrypt",
      "  D  delete it: DeleteSecret",
      "  P  change its resource policy: PutResourcePolicy",
      "  k  kms:Decrypt through Secrets Manager, as part of reading",
      "  K  kms:Decrypt in a call of one's own",
      "  -  nothing",
      "",
      "As the declared policies give it, all stacks being in one account. --json says why.",
    ]);
  });
});
