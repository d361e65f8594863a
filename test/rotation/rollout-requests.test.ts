import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type Strategy } from "../../rotation/strategy";
import { TargetError } from "../../rotation/target-error";
import { everyCrash, Process } from "../support/rotation/every-crash";
import { RotatingSecret } from "../support/rotation/rotating-secret";
import { secretText } from "../support/secret-text";

describe("answerRolloutRequest", () => {
  let world: RotatingSecret;
  let rotated: string;
  beforeEach(async () => {
    world = new RotatingSecret();
    rotated = await rotate(world);
  });

  for (const step of ["retireSecret", "checkSecret", "endOverlap"] as const) {
    it(`refuses ${step} where another version is current`, async () => {
      await assert.rejects(world.ask(step, world.first), {
        name: "RotationError",
        message: `version ${world.first} of auth-service-prod-config is not AWSCURRENT, ${rotated} is`,
      });
    });
  }

  it("refuses to take the current version for an old one", async () => {
    await assert.rejects(world.ask("retireSecret", rotated, [world.first, rotated]), {
      name: "RotationError",
      message: `version ${rotated} of auth-service-prod-config is AWSCURRENT, and not an old version`,
    });
    assert.ok(world.target.accepts(world.values(world.first).DB_LOGIN));
  });

  it("sees an AWSCURRENT that moved only just now", async () => {
    world = new RotatingSecret({ lag: { describe: 2 } });
    rotated = await rotate(world);
    assert.deepEqual(await world.ask("checkSecret", rotated, [world.first]), { outcome: "valid" });
  });

  it("says that no version is current of a secret without a value", async () => {
    world = new RotatingSecret({ hasValue: false });
    await assert.rejects(world.ask("checkSecret", world.first), {
      message: `version ${world.first} of auth-service-prod-config is not AWSCURRENT, no version is`,
    });
  });

  describe("retireSecret", () => {
    it("makes the old credentials unusable, and tells how long the overlap lasts", async () => {
      const answer = await world.ask("retireSecret", rotated, [world.first]);
      assert.deepEqual(answer, { outcome: "retired", overlapHours: 24 });
      assert.ok(!world.target.accepts(world.values(world.first).DB_LOGIN));
      assert.ok(world.target.accepts(world.values(rotated).DB_LOGIN));
    });

    it("ends the same when it is killed after any call and comes again", async () => {
      await everyCrash({
        makeWorld: async () => {
          const world = new RotatingSecret();
          return { world, rotated: await rotate(world) };
        },
        run: ({ world, rotated }, process) => world.ask("retireSecret", rotated, [world.first], process),
        check: ({ world, rotated }) => {
          assert.ok(!world.target.accepts(world.values(world.first).DB_LOGIN));
          assert.ok(world.target.accepts(world.values(rotated).DB_LOGIN));
        },
      });
    });

    it("retires nothing while a credential of AWSCURRENT does not work, and goes on once it does", async () => {
      const { DB_LOGIN = "" } = world.values(rotated);
      world.target.newLogin("app_clone");
      assert.deepEqual(await world.ask("retireSecret", rotated, [world.first]), {
        outcome: "invalid",
        reason: "the present value of DB_LOGIN does not work: DB_LOGIN is not accepted",
      });
      assert.ok(world.target.accepts(world.values(world.first).DB_LOGIN));
      world.target.restore(DB_LOGIN);
      assert.equal((await world.ask("retireSecret", rotated, [world.first])).outcome, "retired");
      assert.ok(!world.target.accepts(world.values(world.first).DB_LOGIN));
    });

    for (const failure of [new TypeError("no such function"), new TargetError("the issuer is away")]) {
      it(`fails, and retires nothing, where the test of AWSCURRENT ends in a ${failure.constructor.name}`, async () => {
        const test = () => Promise.reject(failure);
        world.strategies = world.strategies.map((strategy) => ({ ...strategy, test }));
        await assert.rejects(world.ask("retireSecret", rotated, [world.first]), failure);
        assert.ok(world.target.accepts(world.values(world.first).DB_LOGIN));
      });
    }

    it("passes over versions that are gone or have no value", async () => {
      const staged = world.secret.startRotation();
      const answer = await world.ask("retireSecret", rotated, [randomUUID(), staged, world.first]);
      assert.equal(answer.outcome, "retired");
      assert.ok(!world.target.accepts(world.values(world.first).DB_LOGIN));
    });

    it("announces no overlap where no old value is left", async () => {
      const { JWT_SECRET = "" } = world.values(rotated);
      const later = world.change({ JWT_SECRET_PREVIOUS: JWT_SECRET });
      const answer = await world.ask("retireSecret", later, []);
      assert.deepEqual(answer, { outcome: "retired", overlapHours: 0 });
    });

    it("spares what the next rotation has made when it comes once more after the rollout", async () => {
      await world.ask("retireSecret", rotated, [world.first]);
      world.secret.move("DEPLOYED", world.first, rotated);
      const next = world.secret.startRotation();
      await world.step("createSecret", next);
      await world.step("setSecret", next);
      const answer = await world.ask("retireSecret", rotated, [world.first]);
      assert.deepEqual(answer, { outcome: "retired", overlapHours: 24 });
      assert.ok(world.target.accepts(world.values(next).DB_LOGIN));
    });
  });

  describe("checkSecret", () => {
    it("finds a version valid whose credentials all work", async () => {
      assert.deepEqual(await check(), { outcome: "valid" });
    });

    it("finds a version invalid whose credentials are retired", async () => {
      await world.ask("retireSecret", rotated, [world.first]);
      const reason = "the old value of DB_LOGIN does not work: DB_LOGIN is not accepted";
      assert.deepEqual(await check(), { outcome: "invalid", reason });
    });

    it("cannot tell of a version that differs in keys which no strategy could check", async () => {
      rotated = world.change({ STRIPE_API_KEY: secretText(), ADDED: secretText() });
      const clause = "has no strategy that could tell whether its old value still works";
      const reason = `ADDED ${clause}; STRIPE_API_KEY ${clause}`;
      assert.deepEqual(await check(), { outcome: "unknown", reason });
    });

    it("finds such a version invalid where another key is retired", async () => {
      await world.ask("retireSecret", rotated, [world.first]);
      rotated = world.change({ ...world.values(rotated), STRIPE_API_KEY: secretText() });
      const reason =
        "STRIPE_API_KEY has no strategy that could tell whether its old value still works; " +
        "the old value of DB_LOGIN does not work: DB_LOGIN is not accepted";
      assert.deepEqual(await check(), { outcome: "invalid", reason });
    });

    it("finds a version invalid that is gone", async () => {
      const gone = randomUUID();
      assert.deepEqual(await world.ask("checkSecret", rotated, [gone]), {
        outcome: "invalid",
        reason: `version ${gone} of auth-service-prod-config has no value`,
      });
    });

    for (const failure of [new TypeError("no such function"), new TargetError("the issuer is away")]) {
      it(`fails, and finds nothing, where a test ends in a ${failure.constructor.name}`, async () => {
        const test = () => Promise.reject(failure);
        world.strategies = world.strategies.map((strategy) => ({ ...strategy, test }));
        await assert.rejects(check(), failure);
      });
    }

    function check() {
      return world.ask("checkSecret", rotated, [world.first]);
    }
  });

  describe("endOverlap", () => {
    it("writes a current version that differs in the partner key alone", async () => {
      const before = world.values(rotated);
      assert.deepEqual(await world.ask("endOverlap", rotated), { outcome: "overlap-ended" });
      const ended = world.secret.versionWith("AWSCURRENT") ?? "";
      assert.match(ended, /^[0-9a-f]{32}$/);
      assert.deepEqual(world.secret.labels(), {
        [world.first]: ["DEPLOYED"],
        [rotated]: ["AWSPREVIOUS"],
        [ended]: ["AWSCURRENT"],
      });
      const { JWT_SECRET = "" } = before;
      assert.deepEqual(world.values(ended), { ...before, JWT_SECRET_PREVIOUS: JWT_SECRET });
    });

    it("writes one version, however often it comes and wherever it is killed", async () => {
      await everyCrash({
        makeWorld: async () => {
          const world = new RotatingSecret();
          return { world, rotated: await rotate(world) };
        },
        run: ({ world, rotated }, process) => world.ask("endOverlap", rotated, [], process),
        check: async ({ world, rotated }) => {
          await world.ask("endOverlap", rotated);
          assert.equal(Object.keys(world.secret.labels()).length, 3);
          assert.equal(world.secret.versionWith("AWSPREVIOUS"), rotated);
          assert.ok(world.values("AWSCURRENT").JWT_SECRET_PREVIOUS === world.values(rotated).JWT_SECRET);
        },
      });
    });

    it("writes nothing where no key holds an old value", async () => {
      await world.ask("endOverlap", rotated);
      const ended = world.secret.versionWith("AWSCURRENT") ?? "";
      const written = world.store.written.length;
      assert.deepEqual(await world.ask("endOverlap", ended), { outcome: "overlap-ended" });
      assert.equal(world.store.written.length, written);
    });

    it("ends the overlaps of all keys at once", async () => {
      const [, jwt] = world.strategies;
      const clear = { hours: 1, holdsOld: () => true, end: () => ({ STRIPE_API_KEY: "same" }) };
      const other: Strategy = { ...world.target.strategy("DB_LOGIN"), overlap: clear };
      world.strategies = jwt === undefined ? [] : [other, jwt];
      await world.ask("endOverlap", rotated);
      const { STRIPE_API_KEY, JWT_SECRET, JWT_SECRET_PREVIOUS } = world.values("AWSCURRENT");
      assert.ok(STRIPE_API_KEY === "same" && JWT_SECRET === JWT_SECRET_PREVIOUS);
    });

    it("waits for a rotation that has made its values, and not for one that only began", async () => {
      world.secret.move("DEPLOYED", world.first, rotated);
      const token = world.secret.startRotation();
      await world.step("createSecret", token);
      await assert.rejects(world.ask("endOverlap", rotated), {
        name: "RotationError",
        message: `the overlap of auth-service-prod-config ends after the rotation under way, AWSPENDING on version ${token}`,
      });
      world.secret.move("AWSPENDING", token);
      world.secret.startRotation();
      assert.deepEqual(await world.ask("endOverlap", rotated), { outcome: "overlap-ended" });
    });

    it("takes a rotation for complete whose version kept AWSPENDING when it became current", async () => {
      world.secret.move("AWSPENDING", undefined, rotated);
      assert.deepEqual(await world.ask("endOverlap", rotated), { outcome: "overlap-ended" });
    });

    it("says so where its version was taken back", async () => {
      await world.ask("endOverlap", rotated);
      const ended = world.secret.versionWith("AWSCURRENT") ?? "";
      world.secret.move("AWSCURRENT", ended, rotated);
      await assert.rejects(world.ask("endOverlap", rotated, [], new Process()), {
        name: "RotationError",
        message: `version ${ended} of auth-service-prod-config, which ends the overlap, was taken back: rotate the secret`,
      });
    });
  });
});

/** Rotates the secret. @returns The version that is current then, and not rolled out. */
async function rotate(world: RotatingSecret): Promise<string> {
  const token = world.secret.startRotation();
  await world.rotate(token);
  return token;
}
