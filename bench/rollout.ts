import { reconcile } from "../rotation/rollout/reconcile";
import { World } from "../test/support/rotation/ecs-world";
import { type Bench, type Row } from "./bench";
import { rounded } from "./statistics";

/** One look begins the deployment, and one finds it done, whatever else happens. */
const leastLooks = 2;
/** To force a deployment, and to retire what each secret had before. */
const leastCalls = (secrets: number) => 1 + secrets;

export const rollout: Bench = {
  name: "rollout",
  description:
    "What it takes from finishSecret until every task runs with the new value and the old credential is retired: looks of the rollout function, and calls that change something, relative to the least possible.",
  run: () => measureRollouts([1, 2, 3]),
};

/** @param counts numbers of secrets that are rotated at once */
export async function measureRollouts(counts: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const secrets of counts) rows.push(await measure(secrets));
  return rows;
}

async function measure(secrets: number): Promise<Row> {
  const world = new World(secrets);
  const look = () => reconcile(() => Promise.resolve(world.observe()), world.actions, { dryRun: false });
  await look();
  for (let index = 0; index < secrets; index++) world.rotate(index, { broken: false });
  const before = world.calls;
  let looks = 0;
  for (let state = ""; state !== "up to date"; looks++) {
    if (looks > 0) world.tick(5); // ECS is done with the deployment, which wakes the function
    ({ state } = await look());
    if (looks > 20) throw new Error(`the rollout does not end: ${state}`);
  }
  const calls = world.calls - before;
  return {
    "secrets rotated at once": secrets,
    looks,
    "looks, ratio": rounded(looks / leastLooks),
    deployments: world.forced,
    "changing calls": calls,
    "changing calls, ratio": rounded(calls / leastCalls(secrets)),
  };
}
