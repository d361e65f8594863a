import assert from "node:assert/strict";
import { RotationError } from "../../../rotation/rotation-error";
import { SecretStoreError } from "../../../rotation/secret-store-error";
import { type SecretValues } from "../../../rotation/secret-values";
import { type Rotation, type Strategy } from "../../../rotation/strategy";
import { everyCrash, Process } from "../../support/rotation/every-crash";
import { RotatingSecret } from "../../support/rotation/rotating-secret";
import { secretText } from "../../support/secret-text";

describe("createSecret", () => {
  let world: RotatingSecret;
  beforeEach(() => (world = new RotatingSecret()));

  it("passes the rotation token on, and labels the version AWSPENDING only", async () => {
    const token = world.secret.startRotation();
    await world.step("createSecret", token);
    const [version] = world.store.written;
    assert.deepEqual([version?.id, version?.labels], [token, ["AWSPENDING"]]);
    assert.equal(version?.rotationToken?.length, 36);
  });

  it("tells the strategies the secret's name and the token, and gives each the present values", async () => {
    const calls: [SecretValues, Rotation][] = [];
    const create = (current: SecretValues, rotation: Rotation) => {
      calls.push([current, rotation]);
      return Promise.resolve({});
    };
    const token = world.secret.startRotation();
    world.strategies = [{ ...world.target.strategy("DB_LOGIN"), create }];
    await world.step("createSecret", token);
    assert.deepEqual(calls, [[world.values(world.first), { secretName: "auth-service-prod-config", token }]]);
  });

  it("makes no second value for a token, also while the first one is not visible yet", async () => {
    world = new RotatingSecret({ lag: { read: 1 } });
    const token = world.secret.startRotation();
    await assert.rejects(world.step("createSecret", token, new Process(5)), { name: "Killed" });
    const before = world.secret.text(token);
    world.strategies = world.strategies.map((strategy) => ({
      ...strategy,
      create: () => Promise.reject(new Error("a value is there already")),
    }));
    await world.step("createSecret", token);
    assert.ok(before !== undefined && world.secret.text(token) === before);
  });

  it("leaves a value alone that a duplicate of the call was faster to write", async () => {
    const token = world.secret.startRotation();
    const login = world.target.strategy("DB_LOGIN");
    const create: Strategy["create"] = (current, rotation) => {
      world.secret.put(token, JSON.stringify({ DB_LOGIN: "app_clone:faster" }), ["AWSPENDING"]);
      return login.create(current, rotation);
    };
    world.strategies = [{ ...login, create }];
    await world.step("createSecret", token);
    assert.deepEqual(world.values(token), { DB_LOGIN: "app_clone:faster" });
  });

  it("fails where Secrets Manager refuses the value", async () => {
    const refusal = new SecretStoreError("PutSecretValue", world.secret.arn, "EncryptionFailure");
    world.store.write = () => Promise.reject(refusal);
    await assert.rejects(world.step("createSecret", world.secret.startRotation()), refusal);
  });

  it("starts from nothing where there is no current version", async () => {
    world = new RotatingSecret({ hasValue: false });
    world.strategies = world.strategies.slice(1);
    const token = world.secret.startRotation();
    await world.step("createSecret", token);
    assert.deepEqual(Object.keys(world.values(token)), ["JWT_SECRET", "JWT_SECRET_PREVIOUS"]);
  });

  it("takes from a strategy its own keys only", async () => {
    const create = () => Promise.resolve({ STRIPE_API_KEY: secretText() });
    world.strategies = [{ ...world.target.strategy("DB_LOGIN"), create }];
    await assert.rejects(world.step("createSecret", world.secret.startRotation()), {
      name: "RotationError",
      message: "the strategy of DB_LOGIN made STRIPE_API_KEY, which is not its own",
    });
    assert.deepEqual(world.store.written, []);
  });

  describe("after a rollback", () => {
    it("retires the version that was taken back before it makes new values, wherever it is killed", async () => {
      await everyCrash({
        makeWorld: async () => {
          const world = new RotatingSecret();
          const taken = await rollBack(world);
          const login = world.values(taken).DB_LOGIN;
          assert.ok(world.target.accepts(login));
          return { world, login, token: world.secret.startRotation() };
        },
        run: ({ world, token }, process) => world.step("createSecret", token, process),
        checkKilled: ({ world, login }) => {
          const hasLabel = world.secret.versionWith("ROLLED_BACK") !== undefined;
          assert.ok(hasLabel || !world.target.accepts(login), "without the label, it is retired");
        },
        check: ({ world, login, token }) => {
          assert.equal(world.secret.versionWith("ROLLED_BACK"), undefined);
          assert.ok(!world.target.accepts(login));
          assert.ok(world.target.accepts(world.values("AWSCURRENT").DB_LOGIN));
          assert.notEqual(world.secret.text(token), undefined);
        },
      });
    });

    it("removes the label from a version without a value", async () => {
      const token = world.secret.startRotation();
      world.secret.move("ROLLED_BACK", undefined, token);
      await world.step("createSecret", token);
      assert.deepEqual(world.secret.labels()[token], ["AWSPENDING"]);
    });

    it("keeps the label where a target cannot retire, and makes nothing", async () => {
      await rollBack(world);
      const [login] = world.strategies;
      const retire = () => Promise.reject(new RotationError("the server is away"));
      world.strategies = login === undefined ? [] : [{ ...login, retire }];
      const token = world.secret.startRotation();
      await assert.rejects(world.step("createSecret", token), { message: "the server is away" });
      assert.notEqual(world.secret.versionWith("ROLLED_BACK"), undefined);
      assert.equal(world.secret.text(token), undefined);
    });

    it("takes a label that was described too late for removed", async () => {
      world = new RotatingSecret({ lag: { describe: 1 } });
      await rollBack(world);
      world.store.catchUp();
      const token = world.secret.startRotation();
      await assert.rejects(world.step("createSecret", token, new Process(7)), { name: "Killed" });
      assert.equal(world.secret.versionWith("ROLLED_BACK"), undefined);
      assert.equal(await world.step("createSecret", token), "done");
    });
  });
});

/** Rotates, and goes back. @returns The version that was taken back. */
async function rollBack(world: RotatingSecret): Promise<string> {
  const taken = world.secret.startRotation();
  await world.rotate(taken);
  world.secret.move("AWSCURRENT", taken, world.first);
  world.secret.move("ROLLED_BACK", undefined, taken);
  return taken;
}
