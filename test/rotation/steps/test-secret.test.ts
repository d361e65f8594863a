import assert from "node:assert/strict";
import { RotatingSecret } from "../../support/rotation/rotating-secret";

describe("testSecret", () => {
  it("fails with what a strategy says of the pending values until they work", async () => {
    const world = new RotatingSecret();
    const token = world.secret.startRotation();
    await world.step("createSecret", token);
    await assert.rejects(world.step("testSecret", token), {
      name: "RotationError",
      message: "DB_LOGIN is not accepted",
    });
    await world.step("setSecret", token);
    assert.equal(await world.step("testSecret", token), "done");
  });

  it("fails before createSecret", async () => {
    const world = new RotatingSecret();
    const token = world.secret.startRotation();
    await assert.rejects(world.step("testSecret", token), {
      message: `version ${token} of auth-service-prod-config has no value`,
    });
  });
});
