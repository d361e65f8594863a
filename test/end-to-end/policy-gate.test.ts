import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";
import { z } from "zod";

import { LocalAwsError } from "../../local/aws/local-aws-error";
import { destroyStack } from "../../local/stack/destroy";
import { parseStackFile, settingPrefix } from "../../local/stack/local-config";
import { prepareStack } from "../../local/stack/prepare";
import { packPolicyPack } from "../support/packed-policy-pack";
import { world } from "./world";

const servicesSchema = z.array(z.looseObject({ environment: z.record(z.string(), z.string()).optional() }));

/** Puts a credential into the environment of the first service of the stack test, and gives what the preview prints. */
async function previewOfCredential(policyPack: string): Promise<string> {
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
    engine.runProgram("preview", "--policy-pack", policyPack),
    new LocalAwsError("pulumi preview failed: see its message above"),
  );
  const printed = world().printed.slice(start);
  assert.ok(!printed.includes(environment.STRIPE_SECRET_KEY));
  assert.deepEqual((await engine.state()).resources, []);
  return printed;
}

describe("the policy pack in the engine", () => {
  after(() => destroyStack("test", world().place));

  it("refuses a credential in a container's environment at the first preview, while ARNs are unknown", async () => {
    const printed = await previewOfCredential("policy-pack");
    assert.match(printed, /\[mandatory\].*no-plaintext-secret-in-task-definition/);
    assert.match(printed, /STRIPE_SECRET_KEY/);
  });

  it("refuses the same when it was packed and installed in an empty folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "packed-policy-pack-"));
    try {
      execFileSync(
        "npm",
        ["install", "--prefer-offline", "--no-audit", "--no-fund", packPolicyPack(folder)],
        {
          cwd: folder,
          stdio: "ignore",
        },
      );
      const installed = join(folder, "node_modules", "secret-backed-services-policy-pack");
      const printed = await previewOfCredential(installed);
      assert.match(printed, /\[mandatory\].*no-plaintext-secret-in-task-definition/);
      assert.match(printed, /STRIPE_SECRET_KEY/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
