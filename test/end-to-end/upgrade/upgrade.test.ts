import assert from "node:assert/strict";

import { stringify } from "yaml";

import { destroyStack } from "../../../local/stack/destroy";
import { type Engine } from "../../../local/stack/engine";
import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { prepareStack } from "../../../local/stack/prepare";
import { changesOf, parseSteps, unchangedIn } from "../engine-output";
import { world } from "../world";
import { readReleasedState, releasedStack } from "./released-state";

describe("an upgrade of a stack that the last release has deployed", () => {
  let engine: Engine;
  before(async () => {
    const { place } = world();
    const { network, state } = readReleasedState();
    engine = await prepareStack(releasedStack, place);
    const { config, ...others } = parseStackFile(place.files.readConfig(releasedStack));
    const deployed = { ...config, [`${settingPrefix}network`]: { existing: network } };
    place.files.writeConfig(releasedStack, stringify({ ...others, config: deployed }));
    const secrets_providers = { type: "passphrase", state: { salt: others.encryptionsalt } };
    const deployment = { ...state.deployment, secrets_providers };
    await engine.ask(["stack", "import"], JSON.stringify({ ...state, deployment }));
  });
  after(async () => {
    assert.equal(await destroyStack(releasedStack, world().place), "forgotten");
  });

  it("deletes nothing, and replaces nothing but task definitions", async () => {
    const printed = await engine.runProgram("preview", "--json");
    const losses = changesOf(parseSteps(printed)).filter((change) => !/^(create|update) /.test(change));
    assert.deepEqual(
      losses.filter((change) => !change.includes(" aws:ecs/taskDefinition:TaskDefinition ")),
      [],
    );
    assert.ok(unchangedIn(printed) > 90, "the state is of another stack");
  });
});
