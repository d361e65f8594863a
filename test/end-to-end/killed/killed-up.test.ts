import assert from "node:assert/strict";

import { recover } from "../../../local/stack/deploy";
import { destroyStack } from "../../../local/stack/destroy";
import { type Engine } from "../../../local/stack/engine";
import { prepareStack } from "../../../local/stack/prepare";
import { deployedValues } from "../../soak/deployed-values";
import { FaultProxy } from "../../support/faults/fault-proxy";
import { Draws } from "../../support/faults/seeded";
import { Deployed, region } from "../deployed-service";
import { parseCounts } from "../engine-output";
import { inventory } from "../inventory";
import { world } from "../world";
import { KilledEngine, type Moment, up } from "./killed-engine";
import { keepOneService } from "./one-service";

const stack = "test";
const secretName = "auth-service-test-config";
/** Lives of a stack, and how often `up` is killed in each. */
const [lives, kills] = [Number(process.env.KILLED_LIVES ?? 5), 4];
/** A stack of one service takes about this many calls that change something. */
const changes = 110;

/** Takes about two minutes for each life. */
describe("up that is killed", function () {
  this.timeout(1_800_000);
  let proxy: FaultProxy;
  let killed: KilledEngine;
  before(async () => {
    proxy = await new FaultProxy(world().place.endpoint).start();
    killed = new KilledEngine(proxy);
  });
  after(() => proxy.stop());

  for (let life = 1; life <= lives; life += 1) {
    describe(`stack ${life}`, () => {
      const draws = new Draws(life);
      const place = () => ({ ...world().place, endpoint: proxy.endpoint, onStart: killed.onStart });
      let engine: Engine;
      let listedBefore: Record<string, unknown>;
      /** Hashes of the secret's value, as it was seen. */
      const seen = new Set<string | undefined>();

      before(async () => {
        listedBefore = await inventory(world().place.endpoint, region);
        engine = await prepareStack(stack, place());
        keepOneService(stack, world().place.files);
      });

      for (let kill = 1; kill <= kills; kill += 1) {
        const moment: Moment = {
          nthChange: 1 + draws.integer(changes / kills),
          when: draws.pick(["before", "after"]),
        };
        it(`is killed ${moment.when} change ${moment.nthChange}`, async () => {
          await recover(stack, place(), engine);
          const at = await killed.run(() => up(engine), moment);
          console.log(`        killed ${moment.when} ${at || "nothing: it came to its end"}`);
          for (const [, value] of await deployedValues(place().endpoint))
            if (value !== undefined) seen.add(value);
        });
      }

      it("converges, and keeps the secret's first value", async () => {
        await recover(stack, place(), engine);
        await up(engine);
        const { resources } = await engine.state();
        assert.deepEqual(parseCounts(await up(engine)), [`${resources.length + 1} unchanged`]);
        const values = await deployedValues(place().endpoint);
        assert.deepEqual([...values.keys()], [secretName]);
        for (const [, value] of values) seen.add(value);
        assert.equal(seen.size, 1);
        const { labels } = await new Deployed(place().endpoint).secret(secretName);
        assert.ok(labels.some(({ stages }) => stages.includes("AWSCURRENT") && stages.includes("BOOTSTRAP")));
      });

      it("is taken down without a trace, although that is killed too", async () => {
        const moment: Moment = { nthChange: 1 + draws.integer(40), when: draws.pick(["before", "after"]) };
        const destroy = () => engine.runOnState("destroy", "--yes", "--skip-preview");
        const at = await killed.run(destroy, moment);
        console.log(`        killed ${moment.when} ${at || "nothing: it came to its end"}`);
        await recover(stack, place(), engine);
        await destroy();
        assert.deepEqual((await engine.state()).resources, []);
        await destroyStack(stack, place());
        assert.deepEqual(await inventory(world().place.endpoint, region), listedBefore);
      });
    });
  }
});
