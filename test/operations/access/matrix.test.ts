import assert from "node:assert/strict";

import { environments } from "../../../naming";
import { type SecretAction, secretActions } from "../../../operations/access/actions";
import { type DeclaredStack } from "../../../operations/access/declared-access";
import { accessMatrix } from "../../../operations/access/matrix";
import {
  awkwardServices,
  awkwardStacks,
  deliveredStacks,
  type Services,
  shippedServices,
  shippedStacks,
} from "../../support/access/declared-stacks";

const everything = Object.keys(secretActions).join(" ");
const readAndUpdate = "read update decryptThroughSecretsManager";

/** Principal to secret to the actions that must be allowed, in words of this test; all others must be denied. */
function expectedAccess(services: Services): Record<string, Record<string, string>> {
  const all = environments.flatMap((environment) =>
    Object.entries(services).flatMap(([service, types]) =>
      types.map((type) => ({ name: `${service}-${environment}-${type}`, service, environment })),
    ),
  );
  const each = (actionsOf: (secret: (typeof all)[number]) => string) =>
    Object.fromEntries(all.map((secret) => [secret.name, actionsOf(secret)]));
  const expected: Record<string, Record<string, string>> = {
    "secret-backed-services-prod-break-glass": each(({ environment }) =>
      environment === "prod" ? readAndUpdate : "",
    ),
    "administrator role/platform-administrator": each(() => everything),
    "administrator role/deploy-prod": each(() => everything),
    "undeclared, AdministratorAccess": each(({ environment }) => (environment === "prod" ? "" : everything)),
    "undeclared, GetSecretValue on *": each(() => ""),
  };
  for (const own of environments) {
    for (const name of Object.keys(services)) {
      expected[`${name}-${own}-execution`] = each(({ service, environment }) =>
        service === name && environment === own ? "read decryptThroughSecretsManager" : "",
      );
      expected[`${name}-${own}-task`] = each(() => "");
    }
    expected[`auth-service-${own}-rotation`] = each(({ service, environment }) =>
      service === "auth-service" && environment === own ? readAndUpdate : "",
    );
    expected[`secret-backed-services-${own}-rollout`] = each(() => "");
    for (const name of ["rotation-age", "trail"]) {
      expected[`secret-backed-services-${own}-${name}`] = each(() => "");
    }
    if (own === "prod") continue;
    const policy = `with secret-backed-services-${own}-developers`;
    expected[policy] = each(({ environment }) => (environment === own ? readAndUpdate : ""));
    expected[`${policy} + AdministratorAccess`] = each(({ environment }) =>
      environment === "prod" ? "" : everything,
    );
  }
  return expected;
}

const actions: SecretAction[] = [
  "read",
  "update",
  "delete",
  "changePolicy",
  "decryptThroughSecretsManager",
  "decryptDirectly",
];

function accessOf(stacks: readonly DeclaredStack[]): Record<string, Record<string, string>> {
  const access: Record<string, Record<string, string>> = {};
  for (const { principal, secrets } of accessMatrix(stacks).rows) {
    access[principal] = Object.fromEntries(
      secrets.map((cell) => [cell.secret, actions.filter((action) => cell[action].allowed).join(" ")]),
    );
  }
  return access;
}

describe("accessMatrix", () => {
  it("allows and denies in the shipped stacks just what it should", async () => {
    assert.deepEqual(accessOf(await shippedStacks()), expectedAccess(shippedServices));
  });

  it("does so where services have awkward names", async () => {
    assert.deepEqual(accessOf(await awkwardStacks()), expectedAccess(awkwardServices));
  });

  it("keeps pipelines from prod but for its own deployment, and previews from every value", async () => {
    const stacks = await deliveredStacks();
    const access = accessOf(stacks);
    const names = stacks.flatMap(({ secrets }) => secrets.map(({ name }) => name));
    const each = (actionsOf: (name: string) => string) =>
      Object.fromEntries(names.map((name) => [name, actionsOf(name)]));
    for (const environment of environments) {
      const inProd = environment === "prod" ? everything : "";
      assert.deepEqual(
        access[`secret-backed-services-${environment}-preview`],
        each(() => ""),
      );
      assert.deepEqual(
        access[`secret-backed-services-${environment}-deploy`],
        each((name) => (name.includes("-prod-") ? inProd : everything)),
      );
    }
    const preview = accessMatrix(stacks).rows.find(({ principal }) => principal.endsWith("-stage-preview"));
    assert.deepEqual(preview?.secrets.find(({ secret }) => secret === "auth-service-stage-config")?.read, {
      allowed: false,
      because: [
        "secretsmanager:GetSecretValue explicitly denied: secret-backed-services-stage-preview DenyValues",
      ],
    });
  });

  it("gives the statements that allow, and for a refusal what is missing or denies", async () => {
    const { rows } = accessMatrix(await shippedStacks(), "prod");
    const cell = (principal: string) => rows.find((row) => row.principal === principal)?.secrets[0];
    assert.deepEqual(cell("auth-service-prod-execution")?.read, {
      allowed: true,
      because: [
        "secretsmanager:GetSecretValue allowed: auth-service-prod-execution ReadSecrets",
        "kms:Decrypt allowed: auth-service-prod-execution DecryptSecrets",
        "kms:Decrypt allowed: policy of the key AccountPoliciesDecide",
      ],
    });
    assert.deepEqual(cell("undeclared, AdministratorAccess")?.read, {
      allowed: false,
      because: [
        "secretsmanager:GetSecretValue explicitly denied: policy of auth-service-prod-config DenyAllButDeclaredPrincipals",
      ],
    });
    assert.deepEqual(cell("payment-service-prod-execution")?.delete, {
      allowed: false,
      because: [
        "secretsmanager:DeleteSecret explicitly denied: policy of auth-service-prod-config DenyAllButDeclaredPrincipals",
      ],
    });
  });

  it("shows the secrets of one environment, with everyone who may reach them", async () => {
    const stacks = await shippedStacks();
    const matrix = accessMatrix(stacks, "stage");
    assert.deepEqual(
      matrix.secrets.map(({ name, environment }) => [name, environment]),
      [
        ["auth-service-stage-config", "stage"],
        ["notification-service-stage-credentials", "stage"],
        ["payment-service-stage-api-keys", "stage"],
      ],
    );
    assert.deepEqual(
      matrix.rows.map(({ principal }) => principal),
      accessMatrix(stacks).rows.map(({ principal }) => principal),
    );
  });

  it("takes a role's name for its session's, whatever its path, and wildcards for someone whom they cover", async () => {
    const [prod, ...others] = await shippedStacks();
    assert.ok(prod);
    const pattern = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*";
    const stacks = [{ ...prod, administrators: [pattern, "arn:aws:iam::111122223333:root"] }, ...others];
    const shown = accessMatrix(stacks).rows.filter(({ principal }) => principal.startsWith("administrator"));
    assert.deepEqual(
      shown.map(({ principal, arn, secrets: [first] }) => [principal, arn, first?.read.allowed]),
      [
        [
          "administrator role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*",
          "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/any/AWSReservedSSO_Admin_any",
          false, // the documents were made for others
        ],
        ["administrator root", "arn:aws:iam::111122223333:root", false],
      ],
    );
  });
});
