import assert from "node:assert/strict";
import fc from "fast-check";

import * as labels from "../../../rotation/contract/labels";
import { reconcile, type ServiceReport } from "../../../rotation/rollout/reconcile";
import { Crash, World } from "../../support/rotation/ecs-world";

type Happening = (world: World) => Promise<void> | void;
interface Named {
  happen: Happening;
}

/** Something that happens, with a name by which a failing run can be read. */
function named<Value>(arbitrary: fc.Arbitrary<Value>, name: string, happen: (value: Value) => Happening) {
  return arbitrary.map((value): Named => {
    const described = `${name} ${JSON.stringify(value)}`;
    return Object.defineProperty({ happen: happen(value) }, fc.toStringMethod, { value: () => described });
  });
}

async function run(world: World, dryRun = false): Promise<ServiceReport> {
  return reconcile(() => Promise.resolve(world.observe()), world.actions, { dryRun });
}

/** A run that may crash; the next one starts from what it has left. */
async function runOrCrash(world: World, afterCalls: number): Promise<void> {
  world.crashNext(afterCalls);
  try {
    await run(world);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  } finally {
    world.crashNoMore();
  }
}

const index = fc.nat(1);
const nothing = fc.constant("");

const runs = named(nothing, "run", () => async (world) => {
  await run(world);
});
const dryRuns = named(nothing, "dry run", () => async (world) => {
  const { calls } = world;
  await run(world, true);
  assert.equal(world.calls, calls);
});
const crashes = named(
  fc.integer({ min: 1, max: 8 }),
  "run and crash",
  (calls) => (world) => runOrCrash(world, calls),
);
const ticks = named(fc.integer({ min: 1, max: 8 }), "tick", (seconds) => (world) => {
  world.tick(seconds);
});
const time = named(fc.constantFrom(30, 200, 4000), "pass", (seconds) => (world) => {
  world.pass(seconds);
});
const rotations = named(fc.record({ index, broken: fc.boolean() }), "rotate", (version) => (world) => {
  world.rotate(version.index, version);
});
const puts = named(
  fc.record({ index, broken: fc.boolean(), unowned: fc.boolean() }),
  "put",
  (version) => (world) => {
    world.put(version.index, version);
  },
);
const scales = named(fc.integer({ min: 1, max: 3 }), "scale", (count) => (world) => {
  world.service.desiredCount = count;
});
const deployments = named(nothing, "deploy", () => (world) => {
  world.beginDeployments();
});
const tasksOfPeople = named(fc.boolean(), "tasks of people", (start) => (world) => {
  if (start) world.runTask();
  else world.stopTasksOfPeople();
});
const moves = named(
  fc.record({ index, position: fc.nat(4) }),
  "move",
  ({ index: at, position }) =>
    (world) => {
      world.moveByHand(at, position);
    },
);
/** A person moves AWSCURRENT away and back while nobody looks; tasks start in between. */
const detours = named(
  fc.record({ index, position: fc.nat(4) }),
  "detour",
  ({ index: at, position }) =>
    (world) => {
      const secret = world.secretAt(at);
      const back = world.moveByHand(at, position);
      if (back === undefined) return;
      world.tick(3);
      world.runTask();
      world.pass(20);
      secret.move({ label: labels.current, from: secret.versionOf(labels.current), to: back }, world.now());
    },
);
const touches = named(index, "touch", (at) => (world) => {
  world.secretAt(at).touch(world.now());
});
const releases = named(index, "release", (at) => (world) => {
  const secret = world.secretAt(at);
  const from = secret.versionOf(labels.held);
  if (from !== undefined) secret.move({ label: labels.held, from }, world.now());
});

const anything = fc.array(
  fc.oneof(
    { arbitrary: runs, weight: 5 },
    { arbitrary: ticks, weight: 5 },
    { arbitrary: crashes, weight: 3 },
    ...[
      dryRuns,
      time,
      rotations,
      puts,
      scales,
      deployments,
      tasksOfPeople,
      moves,
      detours,
      touches,
      releases,
    ].map((arbitrary) => ({ arbitrary, weight: 1 })),
    { arbitrary: rotations, weight: 2 },
  ),
  { maxLength: 40, size: "max" },
);

/** Nobody does anything any more: ECS goes on, and the function runs by its schedule. */
async function quiet(world: World, rounds: number): Promise<ServiceReport> {
  world.stopTasksOfPeople();
  let report = await run(world);
  for (let round = 0; round < rounds; round += 1) {
    world.tick(20);
    world.pass(1000);
    report = await run(world);
  }
  return report;
}

const settings = { numRuns: 500 };

describe("rollouts, whatever happens", () => {
  it("never retire what a task may still hold", () =>
    fc.assert(
      fc.asyncProperty(index, fc.boolean(), anything, async (more, isReplicated, happenings) => {
        const world = new World(1 + more, isReplicated);
        for (const { happen } of happenings) await happen(world);
        await quiet(world, 5);
        assert.deepEqual(world.violations, []);
      }),
      settings,
    ));

  it("come to an end, and then leave everything alone", () =>
    fc.assert(
      fc.asyncProperty(index, fc.boolean(), anything, async (more, isReplicated, happenings) => {
        const world = new World(1 + more, isReplicated);
        for (const { happen } of happenings) await happen(world);
        const { state, reason } = await quiet(world, 15);
        assert.ok(["up to date", "rolled back", "held"].includes(state), `${state}: ${reason}`);
        const { calls } = world;
        assert.equal((await quiet(world, 5)).state, state);
        assert.equal(world.calls, calls, `${state}, yet it went on`);
        for (const secret of world.secrets) {
          if (state !== "held")
            assert.equal(secret.versionOf(labels.deployed), secret.versionOf(labels.current));
        }
      }),
      settings,
    ));

  it("force one deployment for each rotation, and one more for each that is taken back", () =>
    fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.oneof(runs, ticks, rotations, time), { maxLength: 40, size: "max" }),
        async (isReplicated, happenings) => {
          const world = new World(1, isReplicated);
          for (const { happen } of happenings) await happen(world);
          await quiet(world, 15);
          const [secret] = world.secrets;
          const versions = secret?.history.length ?? 0;
          const takenBack = world.alerts.filter(({ state }) => state === "rolled back").length;
          assert.equal(world.forced, versions - 1 + takenBack);
        },
      ),
      settings,
    ));

  it("tell people of a version that is held once, and again after they let it go", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(runs, ticks, puts, rotations), { maxLength: 30, size: "max" }),
        async (happenings) => {
          const world = new World(1);
          for (const { happen } of happenings) await happen(world);
          await quiet(world, 15);
          const told = world.alerts.flatMap(({ state, secrets }) =>
            state === "held" ? secrets.map(({ version }) => version) : [],
          );
          assert.deepEqual(told, [...new Set(told)]);
        },
      ),
      settings,
    ));
});
