import assert from "node:assert/strict";

import { environments } from "../naming";
import { parseDocument } from "./support/components";
import { resourceOf, resourcesOf } from "./support/pulumi";
import { recordStack } from "./support/whole-stack";

const user = "arn:aws:iam::123456789012:user/offline";
const role = (name: string) => `arn:aws:iam::123456789012:role/services/${name}`;

describe("the program", function () {
  this.timeout(120_000);

  for (const environment of environments) {
    it(`gives every role of ${environment} the declared path and permissions boundary`, async () => {
      const permissionsBoundaryArn = "arn:aws:iam::111122223333:policy/boundary";
      const changes = {
        "access.rolePath": "/services/",
        "access.permissionsBoundaryArn": permissionsBoundaryArn,
      };
      const recording = await recordStack(environment, { changes });
      const own = ["auth-service", "notification-service", "payment-service"].flatMap((service) => [
        `${service}-${environment}-execution`,
        `${service}-${environment}-task`,
      ]);
      const shared = ["rollout", "rotation-age", "trail", ...(environment === "prod" ? ["break-glass"] : [])];
      const names = [
        ...own,
        `auth-service-${environment}-rotation`,
        ...shared.map((name) => `secret-backed-services-${environment}-${name}`),
      ].sort();
      assert.deepEqual(
        resourcesOf(recording, "aws:iam/role:Role")
          .map(({ inputs }) => [inputs.name, inputs.path, inputs.permissionsBoundary])
          .sort(),
        names.map((name) => [name, "/services/", permissionsBoundaryArn]),
      );
    });
  }

  it("lets the roles that read, rotate or label secrets through their walls only, and each through the key's", async () => {
    const recording = await recordStack("prod", { changes: { "access.rolePath": "/services/" } });
    const shared = [
      "arn:aws:iam::111122223333:role/platform-administrator",
      user,
      role("secret-backed-services-prod-break-glass"),
    ];
    const ageRole = role("secret-backed-services-prod-rotation-age");
    const walls = resourcesOf(recording, "aws:secretsmanager/secretPolicy:SecretPolicy").map(
      ({ name, inputs }) => [name, lastPrincipals(parseDocument(inputs.policy))],
    );
    const [rotation, rollout] = [
      role("auth-service-prod-rotation"),
      role("secret-backed-services-prod-rollout"),
    ];
    assert.deepEqual(walls.sort(), [
      ["auth-service-config", [...shared, role("auth-service-prod-execution"), rotation, rollout, ageRole]],
      [
        "notification-service-credentials",
        [...shared, role("notification-service-prod-execution"), rollout, ageRole],
      ],
      ["payment-service-api-keys", [...shared, role("payment-service-prod-execution"), rollout, ageRole]],
    ]);
    const key = parseDocument(resourceOf(recording, "aws:kms/key:Key").inputs.policy);
    assert.deepEqual(lastPrincipals(key), [
      ...shared,
      role("auth-service-prod-execution"),
      rotation,
      role("payment-service-prod-execution"),
      role("notification-service-prod-execution"),
      rollout,
      ageRole,
    ]);
  });

  it("makes a developers' policy in test and stage, and neither wall nor break-glass", async () => {
    const made = async (environment: (typeof environments)[number]) => {
      const { resources } = await recordStack(environment);
      const kinds = /:(DeveloperAccess|BreakGlass|SecretPolicy)$/;
      return resources.flatMap(({ type }) => kinds.exec(type)?.[1] ?? []).sort();
    };
    assert.deepEqual(await made("test"), ["DeveloperAccess"]);
    assert.deepEqual(await made("stage"), ["DeveloperAccess"]);
    assert.deepEqual(await made("prod"), ["BreakGlass", "SecretPolicy", "SecretPolicy", "SecretPolicy"]);
  });

  it("refuses to deploy prod by somebody whom the wall would lock out", async () => {
    const administrators = ["arn:aws:iam::123456789012:role/administrator"];
    await assert.rejects(recordStack("prod", { changes: { "access.administrators": administrators } }), {
      message: `access.administrators must name whoever deploys, or the deployment locks itself out of the secrets of prod: add ${user}`,
    });
  });
});

/** Whom the last statement of a policy, the wall, does not hold for. */
function lastPrincipals(document: unknown): unknown {
  const statements: unknown = Reflect.get(Object(document), "Statement");
  assert.ok(Array.isArray(statements));
  const condition: unknown = Reflect.get(Object(statements.at(-1)), "Condition");
  return Reflect.get(Object(Reflect.get(Object(condition), "ArnNotLike")), "aws:PrincipalArn");
}
