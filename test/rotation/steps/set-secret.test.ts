import assert from "node:assert/strict";
import { RotatingSecret } from "../../support/rotation/rotating-secret";

describe("setSecret", () => {
  let world: RotatingSecret;
  let token: string;
  beforeEach(() => {
    world = new RotatingSecret();
    token = world.secret.startRotation();
  });

  it("makes the targets accept the pending values, and the present ones still", async () => {
    await world.step("createSecret", token);
    assert.ok(!world.target.accepts(world.values(token).DB_LOGIN));
    await world.step("setSecret", token);
    assert.ok(world.target.accepts(world.values(token).DB_LOGIN));
    assert.ok(world.target.accepts(world.values(world.first).DB_LOGIN));
  });

  it("fails before createSecret, after it has looked for long enough to be sure", async () => {
    await assert.rejects(world.step("setSecret", token), {
      name: "RotationError",
      message: `version ${token} of auth-service-prod-config has no value`,
    });
    assert.equal(world.waited, 3750);
  });

  it("reads a value that was written only just now", async () => {
    world = new RotatingSecret({ lag: { read: 4 } });
    token = world.secret.startRotation();
    await world.step("createSecret", token);
    world.waited = 0;
    assert.equal(await world.step("setSecret", token), "done");
    assert.equal(world.waited, 3750);
  });

  it("refuses values from before a change of a key that no strategy owns", async () => {
    await world.step("createSecret", token);
    const changed = world.change({ STRIPE_API_KEY: "another" }, ["AWSCURRENT", "DEPLOYED"]);
    world.secret.move("AWSPENDING", undefined, token);
    await assert.rejects(world.step("setSecret", token), {
      name: "RotationError",
      message:
        `STRIPE_API_KEY of auth-service-prod-config changed after version ${token} was made: ` +
        "remove AWSPENDING from that version by UpdateSecretVersionStage, and rotate again",
    });
    assert.equal(world.secret.versionWith("AWSCURRENT"), changed);
  });

  it("leaves nothing of such values at the targets, as they are never current", async () => {
    await world.step("createSecret", token);
    await world.step("setSecret", token);
    assert.ok(world.target.accepts(world.values(token).DB_LOGIN));
    world.change({ STRIPE_API_KEY: "another" }, ["AWSCURRENT", "DEPLOYED"]);
    world.secret.move("AWSPENDING", undefined, token);
    await assert.rejects(world.step("setSecret", token), { name: "RotationError" });
    await assert.rejects(world.step("setSecret", token), { name: "RotationError" });
    assert.ok(!world.target.accepts(world.values(token).DB_LOGIN));
    assert.ok(world.target.accepts(world.values("AWSCURRENT").DB_LOGIN));
  });
});
