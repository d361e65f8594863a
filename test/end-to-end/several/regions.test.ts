import assert from "node:assert/strict";

import { destroyStack } from "../../../local/stack/destroy";
import { type Engine } from "../../../local/stack/engine";
import { prepareStack } from "../../../local/stack/prepare";
import { regionalDeploymentOf } from "../../../rotation/contract/labels";
import { rotateByRandom } from "../change-services";
import { Deployed, region } from "../deployed-service";
import { parseCounts } from "../engine-output";
import { inventory } from "../inventory";
import {
  prepareRegionalStack,
  Region,
  removeRegionalStack,
  replicaRegion,
  replicateProd,
} from "./replicated-stacks";
import { world } from "../world";

const rotated = "auth-service-prod-config";
const inReplicaRegion = (arn: string) => arn.replace(region, replicaRegion);

describe("secrets in two Regions", () => {
  let primary: Engine;
  let regional: Engine;
  let deployed: Deployed;
  let elsewhere: Region;
  let listedBefore: Record<string, unknown>;

  before(async () => {
    const { place } = world();
    deployed = new Deployed(place.endpoint);
    elsewhere = new Region(place.endpoint, replicaRegion);
    listedBefore = await inventory(place.endpoint, replicaRegion);
    primary = await prepareStack("prod", place);
    replicateProd();
    rotateByRandom("prod");
  });

  it("are made in the primary Region, and replicated with a key of the other one", async () => {
    await up(primary);
    const { arn, labels } = await deployed.secret(rotated);
    const replica = await elsewhere.describe(rotated);
    assert.equal(replica.ARN, inReplicaRegion(arn));
    assert.equal(replica.PrimaryRegion, region);
    assert.match(String(replica.KmsKeyId), new RegExp(`^arn:aws:kms:${replicaRegion}:`));
    assert.deepEqual(
      Object.keys(replica.VersionIdsToStages ?? {}),
      labels.map(({ id }) => id),
    );
  });

  it("keep their wall", async () => {
    const own = new Region(world().place.endpoint, region);
    assert.deepEqual(await elsewhere.policy(rotated), await own.policy(rotated));
  });

  it("reach services in the other Region, by the replica's own ARN", async () => {
    regional = await prepareRegionalStack();
    await up(regional);
    const there = new Deployed(world().place.endpoint, replicaRegion);
    const { arn } = await deployed.secret(rotated);
    const received = (await there.containerSecrets("auth-service-prod")).flat();
    assert.deepEqual(
      [...new Set(received.map((each) => each?.valueFrom?.split(":").slice(0, 7).join(":")))],
      [inReplicaRegion(arn)],
    );
  });

  it("come through their wall there to the service's own role only", async () => {
    const there = new Deployed(world().place.endpoint, replicaRegion);
    const arn = String((await elsewhere.describe(rotated)).ARN);
    assert.equal(await there.readAs(`auth-service-prod-execution-${replicaRegion}`, arn), "read");
    const other = `auth-service-prod-task-${replicaRegion}`;
    assert.equal(await there.readAs(other, arn), "AccessDeniedException");
  });

  it("reach the tasks of both Regions when they rotate, before anything is retired", async () => {
    await deployed.rollOut("prod");
    await deployed.untilDeployed(rotated);
    const before = await elsewhere.service("auth-service-prod");
    await deployed.rotate(rotated);
    await deployed.rollOutUntilDeployed("prod", rotated);
    const { labels } = await deployed.secret(rotated);
    const current = labels.find(({ stages }) => stages.includes("AWSCURRENT"));
    const [mark] = (current?.stages ?? []).flatMap((label) => regionalDeploymentOf(label) ?? []);
    assert.ok(mark);
    const after = await elsewhere.service("auth-service-prod");
    assert.notEqual(after.deployment, before.deployment);
    assert.deepEqual([mark.region, mark.id], [replicaRegion, after.deployment]);
    assert.ok(after.tasks.length > 0);
    for (const createdAt of after.tasks) assert.ok(createdAt !== undefined && createdAt >= mark.createdAt);
    const replica = await elsewhere.describe(rotated);
    assert.ok(replica.VersionIdsToStages?.[current?.id ?? ""]?.includes("AWSCURRENT"));
  });

  it("have nothing to change in either stack afterwards", async () => {
    for (const engine of [primary, regional]) {
      const [counts = ""] = parseCounts(await up(engine, "--refresh"));
      assert.match(counts, /^\d+ unchanged$/);
    }
  });

  it("cannot be changed in the other Region before they are promoted, and can be then", async () => {
    await assert.rejects(elsewhere.put(rotated, ["JWT_SECRET"]), {
      name: "InvalidParameterException",
      message: "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    });
    await elsewhere.promote(rotated);
    const version = await elsewhere.put(rotated, ["JWT_SECRET"]);
    const { VersionIdsToStages, PrimaryRegion } = await elsewhere.describe(rotated);
    assert.ok(VersionIdsToStages?.[version ?? ""]?.includes("AWSCURRENT"));
    assert.equal(PrimaryRegion, undefined);
    assert.match(parseCounts(await up(regional, "--refresh"))[0] ?? "", /^\d+ unchanged$/);
  });

  it("are taken down without a trace", async () => {
    const { place } = world();
    await elsewhere.remove(rotated);
    await removeRegionalStack(regional);
    replicateProd({ deletable: true });
    await primary.runProgram("up", "--yes", "--skip-preview");
    assert.equal(await destroyStack("prod", place), "destroyed");
    assert.deepEqual(await inventory(place.endpoint, replicaRegion), listedBefore);
  });
});

function up(engine: Engine, ...flags: string[]): Promise<string> {
  return engine.runProgram("up", "--yes", "--skip-preview", "--policy-pack", "policy-pack", ...flags);
}
