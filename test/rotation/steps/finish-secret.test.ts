import assert from "node:assert/strict";
import { RotatingSecret } from "../../support/rotation/rotating-secret";

describe("finishSecret", () => {
  let world: RotatingSecret;
  let token: string;
  beforeEach(() => {
    world = new RotatingSecret();
    token = world.secret.startRotation();
  });

  it("makes no version current that has no value", async () => {
    await assert.rejects(world.step("finishSecret", token), {
      message: `version ${token} of auth-service-prod-config has no value`,
    });
    assert.equal(world.secret.versionWith("AWSCURRENT"), world.first);
  });

  it("makes no version current that does not work", async () => {
    await world.step("createSecret", token);
    await assert.rejects(world.step("finishSecret", token), { message: "DB_LOGIN is not accepted" });
    assert.equal(world.secret.versionWith("AWSCURRENT"), world.first);
  });

  it("makes the token's version current where none was, without a version to take the label from", async () => {
    world = new RotatingSecret({ hasValue: false });
    world.strategies = world.strategies.slice(1);
    token = world.secret.startRotation();
    await world.rotate(token);
    assert.deepEqual(world.secret.labels(), { [token]: ["AWSCURRENT"] });
  });

  it("does nothing more when a duplicate was faster, and the labels were described before that", async () => {
    await prepare();
    await world.step("finishSecret", token);
    assert.equal(await world.step("finishSecret", token), "done");
    assert.equal(world.waited, 1000);
    assert.deepEqual(world.secret.labels(), {
      [world.first]: ["DEPLOYED", "AWSPREVIOUS"],
      [token]: ["AWSCURRENT"],
    });
  });

  it("takes AWSCURRENT from where it is now when that was described too early", async () => {
    await prepare();
    const later = world.change({}, ["AWSCURRENT", "DEPLOYED"]);
    world.secret.move("AWSPENDING", undefined, token);
    showOnce({ [world.first]: ["AWSCURRENT", "DEPLOYED"], [token]: ["AWSPENDING"] });
    assert.equal(await world.step("finishSecret", token), "done");
    assert.deepEqual(world.secret.labels(), {
      [later]: ["DEPLOYED", "AWSPREVIOUS"],
      [token]: ["AWSCURRENT"],
    });
  });

  it("leaves AWSCURRENT alone when it has moved to a version that is not rolled out", async () => {
    await prepare();
    const later = world.change({}, ["AWSCURRENT"]);
    world.secret.move("AWSPENDING", undefined, token);
    showOnce({ [world.first]: ["AWSCURRENT", "DEPLOYED"], [token]: ["AWSPENDING"] });
    await assert.rejects(world.step("finishSecret", token), {
      message:
        "auth-service-prod-config cannot rotate while its last rollout is unfinished: " +
        `AWSCURRENT, version ${later}, is not DEPLOYED yet`,
    });
    assert.equal(world.secret.versionWith("AWSCURRENT"), later);
  });

  it("gives up where Secrets Manager goes on refusing", async () => {
    await prepare();
    const move = world.store.move.bind(world.store);
    world.store.move = (secretId) => move(secretId, { label: "AWSCURRENT", to: token });
    await assert.rejects(world.step("finishSecret", token), {
      message: `UpdateSecretVersionStage of ${world.secret.arn} failed with InvalidParameterException`,
    });
    assert.equal(world.waited, 4000);
  });

  /** Takes the steps before finishSecret, in a secret whose labels can be described too early. */
  async function prepare(): Promise<void> {
    world = new RotatingSecret({ lag: { describe: 1 } });
    token = world.secret.startRotation();
    for (const step of ["createSecret", "setSecret", "testSecret"] as const) await world.step(step, token);
    world.store.catchUp();
    world.waited = 0;
  }

  /** Lets the next DescribeSecret show other labels than there are. */
  function showOnce(versions: Record<string, string[]>): void {
    const describe = world.store.describe.bind(world.store);
    world.store.describe = async (secretId) => {
      world.store.describe = describe;
      return { ...(await describe(secretId)), versions };
    };
  }
});
