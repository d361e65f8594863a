import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import { stringify } from "yaml";
import { z } from "zod";

import { LocalAwsError } from "../../local/aws/local-aws-error";
import { destroyStack } from "../../local/stack/destroy";
import { parseStackFile, settingPrefix } from "../../local/stack/local-config";
import { prepareStack } from "../../local/stack/prepare";
import { world } from "./world";

const servicesSchema = z.array(z.looseObject({ environment: z.record(z.string(), z.string()).optional() }));

describe("the policy pack in the engine", () => {
  after(() => destroyStack("test", world().place));

  it("refuses a credential in a container's environment at the first preview, while ARNs are unknown", async () => {
    const { files, ...place } = world().place;
    const engine = await prepareStack("test", { files, ...place });
    const { config, ...others } = parseStackFile(files.readConfig("test"));
    const setting = `${settingPrefix}services`;
    const [first, ...rest] = servicesSchema.parse(config[setting]);
    const environment = { STRIPE_SECRET_KEY: `sk_live_${randomBytes(12).toString("hex")}` };
    const services = [{ ...first, environment }, ...rest];
    files.writeConfig("test", stringify({ config: { ...config, [setting]: services }, ...others }));
    const start = world().printed.length;
    await assert.rejects(
      engine.runProgram("preview", "--policy-pack", "policy-pack"),
      new LocalAwsError("pulumi preview failed: see its message above"),
    );
    const printed = world().printed.slice(start);
    assert.match(printed, /\[mandatory\].*no-plaintext-secret-in-task-definition/);
    assert.match(printed, /STRIPE_SECRET_KEY/);
    assert.ok(!printed.includes(environment.STRIPE_SECRET_KEY));
    assert.deepEqual((await engine.state()).resources, []);
  });
});
