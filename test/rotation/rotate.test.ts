import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { everyCrash } from "../support/rotation/every-crash";
import { RotatingSecret, steps } from "../support/rotation/rotating-secret";

describe("rotate", () => {
  let world: RotatingSecret;
  beforeEach(() => (world = new RotatingSecret()));

  it("makes the pending version current in four steps, with new values and the other keys as they were", async () => {
    const before = world.values("AWSCURRENT");
    const token = world.secret.startRotation();
    for (const step of steps) assert.equal(await world.step(step, token), "done");
    assert.deepEqual(world.secret.labels(), {
      [world.first]: ["DEPLOYED", "AWSPREVIOUS"],
      [token]: ["AWSCURRENT"],
    });
    const after = world.values(token);
    assert.deepEqual(Object.keys(after), Object.keys(before));
    assert.match(after.DB_LOGIN ?? "", /^app_clone:/);
    assert.equal(after.JWT_SECRET?.length, 32);
    assert.ok(after.JWT_SECRET_PREVIOUS === before.JWT_SECRET);
    assert.ok(after.STRIPE_API_KEY === before.STRIPE_API_KEY);
    assert.ok(world.target.accepts(before.DB_LOGIN) && world.target.accepts(after.DB_LOGIN));
  });

  it("makes few calls: the protocol's eleven, one to see that a value is missing, one to prove what becomes current", async () => {
    await world.rotate(world.secret.startRotation());
    const [describe, read] = ["DescribeSecret", "GetSecretValue"];
    assert.deepEqual(world.store.calls, [
      ...[describe, read, read, read, "PutSecretValue"],
      ...[describe, read, read],
      ...[describe, read],
      ...[describe, read, "UpdateSecretVersionStage"],
    ]);
  });

  it("ends the same when it is killed after any call and all steps come again", async () => {
    const calls = await everyCrash({
      makeWorld: () => {
        const world = new RotatingSecret();
        return { world, token: world.secret.startRotation() };
      },
      run: ({ world, token }, process) => world.rotate(token, process),
      checkKilled: ({ world }) => {
        assert.ok(world.target.accepts(world.values("AWSCURRENT").DB_LOGIN));
        assert.ok(world.target.accepts(world.values(world.first).DB_LOGIN));
      },
      check: ({ world, token }) => {
        assert.equal(world.secret.versionWith("AWSCURRENT"), token);
        assert.equal(world.store.written.length, 1);
        assert.ok(world.target.accepts(world.values(token).DB_LOGIN));
      },
    });
    assert.equal(calls, 16); // 13 of Secrets Manager, and 3 of the server
  });

  it("does nothing for a version that is current already", async () => {
    const token = world.secret.startRotation();
    await world.rotate(token);
    const labels = world.secret.labels();
    world.store.calls.length = 0;
    for (const step of steps) assert.equal(await world.step(step, token), "already current");
    assert.deepEqual(new Set(world.store.calls), new Set(["DescribeSecret"]));
    assert.deepEqual(world.secret.labels(), labels);
  });

  it("refuses while rotation is off", async () => {
    const token = world.secret.startRotation();
    world.secret.rotationEnabled = false;
    await refuses(
      "createSecret",
      token,
      "rotation of auth-service-prod-config is off: turn it on by RotateSecret",
    );
  });

  it("refuses a version that is not staged, after it has looked for long enough to be sure", async () => {
    const token = randomUUID();
    await refuses(
      "createSecret",
      token,
      `version ${token} of auth-service-prod-config is not staged for rotation: start a rotation by RotateSecret`,
    );
    assert.deepEqual(world.store.calls, Array<string>(5).fill("DescribeSecret"));
    assert.equal(world.waited, 3750);
  });

  it("refuses a version that is not pending, such as that of an earlier rotation", async () => {
    await refuses(
      "setSecret",
      world.change({}, ["CHECKED"]),
      /^version \S+ of auth-service-prod-config is not AWSPENDING \(any more\): start a rotation by RotateSecret$/,
    );
  });

  it("sees a version that was staged only just now", async () => {
    world = new RotatingSecret({ lag: { describe: 3 } });
    const token = world.secret.startRotation();
    await world.store.move(world.secret.arn, { label: "CHECKED", to: world.first });
    world.secret.move("AWSPENDING", token);
    world.store.catchUp();
    await world.store.move(world.secret.arn, { label: "AWSPENDING", to: token });
    assert.equal(await world.step("createSecret", token), "done");
    assert.equal(world.waited, 250 + 500 + 1000 + 250);
  });

  it("refuses to begin, to set and to finish while the last rollout is unfinished; testing is always possible", async () => {
    const token = world.secret.startRotation();
    await world.step("createSecret", token);
    await world.step("setSecret", token);
    world.secret.move("DEPLOYED", world.first);
    const message =
      "auth-service-prod-config cannot rotate while its last rollout is unfinished: " +
      `AWSCURRENT, version ${world.first}, is not DEPLOYED yet`;
    for (const step of ["createSecret", "setSecret", "finishSecret"] as const)
      await refuses(step, token, message);
    assert.equal(await world.step("testSecret", token), "done");
  });

  it("passes a test of the rotation, which comes without the other steps and with the present value", async () => {
    world.secret.move("DEPLOYED", world.first);
    assert.equal(await world.step("testSecret", world.secret.startTest()), "done");
  });

  async function refuses(
    step: (typeof steps)[number],
    token: string,
    message: string | RegExp,
  ): Promise<void> {
    await assert.rejects(world.step(step, token), { name: "RotationError", message });
  }
});
