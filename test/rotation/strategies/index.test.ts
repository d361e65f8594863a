import assert from "node:assert/strict";
import { strategySchema } from "../../../rotation/contract/strategy-schema";
import { strategyOf } from "../../../rotation/strategies";

const tools = { readSecret: () => Promise.reject(new Error("nothing is read yet")) };
const adminSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:admin-a1B2c3";
const headers = { authorization: "Bearer {adminKey}" };
const create = { url: "https://issuer.example/keys", headers, key: "/key", id: "/id" };
const verify = { url: "https://issuer.example/me", headers: { authorization: "Bearer {key}" } };
const revoke = { url: "https://issuer.example/keys/{id}", headers };

/** Of each kind of declaration, the keys that its strategy owns when it is the key KEY's. */
const declarations: [declaration: object, keys: string[]][] = [
  [{ strategy: "random" }, ["KEY"]],
  [{ strategy: "mongodb", adminSecretArn }, ["KEY"]],
  [{ strategy: "mongodb-atlas", adminSecretArn, groupId: "0".repeat(24), clusterName: "main" }, ["KEY"]],
  [
    {
      strategy: "issuer",
      adminSecretArn,
      activeKeys: 2,
      idKey: "KEY_ID",
      create,
      verify,
      revoke,
    },
    ["KEY", "KEY_ID"],
  ],
  [{ strategy: "manual" }, []],
];

describe("strategyOf", () => {
  it("makes each kind of strategy that can be declared", () => {
    const made = declarations.map(([declaration]) =>
      strategyOf("KEY", strategySchema.parse(declaration), tools),
    );
    assert.deepEqual(
      made.map(({ keys }) => keys),
      declarations.map(([, keys]) => keys),
    );
    const names = strategySchema.options.map(({ shape }) => shape.strategy.value);
    assert.deepEqual(
      names,
      declarations.map(([declaration]) => strategySchema.parse(declaration).strategy),
    );
  });
});
