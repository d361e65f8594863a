import assert from "node:assert/strict";

import { stringify } from "yaml";

import { type Engine } from "../../../local/stack/engine";
import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { prepareStack } from "../../../local/stack/prepare";
import { changesOf, parseSteps } from "../engine-output";
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
    await engine.ask(["stack", "rm", "--yes", "--force", "--preserve-config"]);
    world().place.files.removeConfig(releasedStack);
  });

  it("deletes nothing, and replaces nothing but task definitions", async () => {
    const steps = parseSteps(await engine.runProgram("preview", "--json"));
    assert.ok(steps.length > 90);
    const losses = changesOf(steps).filter((change) => !/^(create|update) /.test(change));
    assert.deepEqual(
      losses.filter((change) => !change.includes(" aws:ecs/taskDefinition:TaskDefinition ")),
      [],
    );
  });
});
