import assert from "node:assert/strict";

import { reconcile } from "../../../rotation/rollout/reconcile";
import { Crash, World } from "../../support/rotation/ecs-world";

const run = (world: World, dryRun = false) =>
  reconcile(() => Promise.resolve(world.observe()), world.actions, { dryRun });

describe("reconcile", () => {
  it("takes a rotation from its deployment to its end, and reports on each run", async () => {
    const world = new World(1);
    assert.deepEqual(await run(world), {
      service: "web-prod",
      state: "up to date",
      steps: ["adopt"],
      reason: "every task runs with AWSCURRENT",
    });
    world.rotate(0, { broken: false });
    assert.deepEqual(await run(world), {
      service: "web-prod",
      state: "verifying",
      steps: ["deploy"],
      reason: "ecs-svc/4 is in progress",
    });
    world.tick(5);
    assert.deepEqual(await run(world), {
      service: "web-prod",
      state: "up to date",
      steps: ["retire"],
      reason: "every task runs with AWSCURRENT",
    });
    assert.equal(world.secretAt(0).works("v0"), false);
  });

  it("takes a version back whose deployment fails, in one run", async () => {
    const world = new World(1);
    await run(world);
    world.rotate(0, { broken: true });
    await run(world);
    world.tick(3);
    const { state, steps } = await run(world);
    assert.deepEqual([state, steps], ["verifying", ["roll back", "deploy"]]);
    world.tick(5);
    assert.deepEqual((await run(world)).state, "rolled back");
    assert.equal(world.secretAt(0).works("v0"), true);
  });

  it("leaves one version marked as taken back and no more labels, however many are", async () => {
    const world = new World(1);
    await run(world);
    const counts: number[] = [];
    for (let time = 0; time < 25; time += 1) {
      world.rotate(0, { broken: true });
      for (let look = 0; look < 4; look += 1) {
        await run(world);
        world.tick(5);
        world.pass(200);
      }
      const { versions } = world.secretAt(0).observe();
      const marked = Object.entries(versions).filter(([, labels]) => labels.includes("ROLLED_BACK"));
      assert.deepEqual(
        marked.map(([version]) => version),
        [`v${time + 1}`],
      );
      counts.push(Object.values(versions).flat().length);
    }
    assert.deepEqual([...new Set(counts)], [5]); // AWSCURRENT, AWSPREVIOUS, DEPLOYED, DEPLOYMENT, ROLLED_BACK
    assert.deepEqual(world.violations, []);
  });

  it("gathers no labels where it is killed in the same place again and again", async () => {
    for (let afterCalls = 1; afterCalls <= 6; afterCalls += 1) {
      const world = new World(1);
      await run(world);
      world.rotate(0, { broken: false });
      await run(world);
      world.tick(5);
      for (let time = 0; time < 30; time += 1) {
        world.crashNext(afterCalls);
        await run(world).catch((error: unknown) => {
          assert.ok(error instanceof Crash);
        });
        world.crashNoMore();
        world.pass(60);
      }
      await run(world);
      world.tick(5);
      assert.equal((await run(world)).state, "up to date", `killed after ${afterCalls} calls`);
      assert.deepEqual(world.violations, [], `killed after ${afterCalls} calls`);
    }
  });

  it("ends a run that holds a version", async () => {
    const world = new World(1);
    await run(world);
    world.put(0, { broken: true, unowned: true });
    await run(world);
    world.tick(3);
    const held = { service: "web-prod", state: "held", steps: ["roll back"] };
    const reason = "ecs-svc/4 failed; web-prod-config: KEY has no strategy";
    assert.deepEqual(await run(world), { ...held, reason });
    assert.deepEqual(await run(world), {
      ...held,
      steps: [],
      reason: "version v1 of web-prod-config waits for a person",
    });
  });

  it("takes what another function rotates to the tasks, retires nothing of it, and says so", async () => {
    const world = new World(2);
    world.secretAt(1).isRotatedElsewhere = true;
    const rotatedElsewhere = ["web-prod-api-keys"];
    await run(world);
    world.rotate(1, { broken: false });
    assert.deepEqual(await run(world), {
      service: "web-prod",
      rotatedElsewhere,
      state: "verifying",
      steps: ["deploy"],
      reason: "ecs-svc/4 is in progress",
    });
    world.tick(5);
    assert.deepEqual(await run(world), {
      service: "web-prod",
      rotatedElsewhere,
      state: "up to date",
      steps: ["retire"],
      reason: "every task runs with AWSCURRENT",
    });
    assert.ok(world.secretAt(1).works("v0"));
  });

  it("tells in a dry run what it would do, and does nothing", async () => {
    const world = new World(1);
    await run(world);
    world.rotate(0, { broken: false });
    const { calls } = world;
    assert.deepEqual(await run(world, true), {
      service: "web-prod",
      state: "deploying",
      steps: ["deploy"],
      reason: "dry run: nothing was changed",
    });
    assert.equal(world.calls, calls);
  });

  it("stops where its steps change nothing that it can see", async () => {
    const world = new World(1);
    const observation = world.observe();
    const actions = { ...world.actions, move: () => Promise.resolve() };
    const report = await reconcile(() => Promise.resolve(observation), actions, { dryRun: false });
    assert.equal(report.steps.length, 11);
    assert.equal(report.reason, "10 steps are enough for once");
  });
});
