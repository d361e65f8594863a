import assert from "node:assert/strict";

import { z } from "zod";

import { destroyStack } from "../../../local/stack/destroy";
import { type Engine } from "../../../local/stack/engine";
import { prepareStack } from "../../../local/stack/prepare";
import { parseCounts } from "../engine-output";
import { world } from "../world";
import { up } from "./killed-engine";
import { keepOneService } from "./one-service";

const stack = "test";
const resourceSchema = z.looseObject({
  type: z.string(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});
const stateSchema = z.looseObject({
  deployment: z.looseObject({ resources: z.array(resourceSchema) }),
});

/** As after a deployment in which AWS made the cluster, and the provider then failed to look at it. */
function withoutArnOfCluster(exported: string): string {
  const state = stateSchema.parse(JSON.parse(exported));
  const cluster = state.deployment.resources.find(({ type }) => type === "aws:ecs/cluster:Cluster");
  delete cluster?.outputs?.arn;
  return JSON.stringify(state);
}

describe("a stack whose state has no ARN of its cluster", function () {
  this.timeout(600_000);
  let engine: Engine;

  before(async () => {
    const { place } = world();
    engine = await prepareStack(stack, place);
    keepOneService(stack, place.files);
    await up(engine);
    await engine.ask(["stack", "import"], withoutArnOfCluster(await engine.ask(["stack", "export"])));
  });
  after(() => destroyStack(stack, world().place));

  it("is told what to do, and changes nothing", async () => {
    const printed = world().printed.length;
    await assert.rejects(up(engine), { message: "pulumi up failed: see its message above" });
    assert.match(
      world().printed.slice(printed),
      /error: (error serializing .*: )?the state has no ARN of the cluster of test: a deployment ended before AWS had told it\. Run pulumi refresh --stack test, and deploy again\n/,
    );
  });

  it("is whole again after a refresh", async () => {
    await engine.runOnState("refresh", "--yes");
    assert.match(parseCounts(await up(engine))[0] ?? "", /^\d+ unchanged$/);
  });
});
