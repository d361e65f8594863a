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
import { exceptionNote } from "../../policy-pack/policy-exceptions";
import { daysFromNow, declaring, exception } from "../policy-pack/exceptions";
import { packPolicyPack } from "../support/packed-policy-pack";
import { world } from "./world";
import { secretText } from "../support/secret-text";

const servicesSchema = z.array(z.looseObject({ environment: z.record(z.string(), z.string()).optional() }));

interface Previewed {
  printed: string;
  failed: boolean;
}

/** Puts a credential into the environment of the first service of the stack test, and previews that. */
async function previewOfCredential(
  policyPack: string,
  settings: Record<string, unknown> = {},
): Promise<Previewed> {
  const { files, ...place } = world().place;
  const engine = await prepareStack("test", { files, ...place });
  const { config, ...others } = parseStackFile(files.readConfig("test"));
  const setting = `${settingPrefix}services`;
  const [first, ...rest] = servicesSchema.parse(config[setting]);
  const environment = { STRIPE_SECRET_KEY: `sk_live_${secretText(randomBytes(12).toString("hex"))}` };
  const services = [{ ...first, environment }, ...rest];
  files.writeConfig(
    "test",
    stringify({ config: { ...config, ...settings, [setting]: services }, ...others }),
  );
  const start = world().printed.length;
  const failure = await engine
    .runProgram("preview", "--policy-pack", policyPack)
    .then(() => undefined)
    .catch((error: unknown) => error);
  if (failure !== undefined)
    assert.deepEqual(failure, new LocalAwsError("pulumi preview failed: see its message above"));
  const printed = world().printed.slice(start);
  assert.ok(!printed.includes(environment.STRIPE_SECRET_KEY));
  assert.deepEqual((await engine.state()).resources, []);
  return { printed, failed: failure !== undefined };
}

async function assertRefused(policyPack: string): Promise<void> {
  const { printed, failed } = await previewOfCredential(policyPack);
  assert.ok(failed);
  assert.match(printed, /\[mandatory\].*no-plaintext-secret-in-task-definition/);
  assert.match(printed, /STRIPE_SECRET_KEY/);
}

describe("the policy pack in the engine", () => {
  after(() => destroyStack("test", world().place));

  it("refuses a credential in a container's environment at the first preview, while ARNs are unknown", async () => {
    await assertRefused("policy-pack");
  });

  it("lets pass at the first preview what the stack's configuration excepts, and shows the exception", async () => {
    const declared = exception({
      policy: "no-plaintext-secret-in-task-definition",
      resource: "secret-backed-services:components:FargateTask::auth-service",
    });
    const { printed, failed } = await previewOfCredential("policy-pack", declaring(declared));
    assert.ok(!failed);
    assert.ok(
      printed.includes(`${exceptionNote(declared)}container "auth-service", environment STRIPE_SECRET_KEY`),
    );
  });

  it("refuses an expired exception at the first preview, together with what it was of", async () => {
    const declared = exception({
      policy: "no-plaintext-secret-in-task-definition",
      resource: "secret-backed-services:components:FargateTask::auth-service",
      expires: daysFromNow(-1),
    });
    const { printed, failed } = await previewOfCredential("policy-pack", declaring(declared));
    assert.ok(failed);
    assert.match(printed, /\[mandatory\].*no-plaintext-secret-in-task-definition/);
    assert.match(printed, /\[mandatory\].*policy-exceptions-are-in-force/);
  });

  it("refuses the same when it was packed and installed in an empty folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "packed-policy-pack-"));
    try {
      execFileSync(
        "npm",
        [
          "install",
          "--prefix",
          folder,
          "--prefer-offline",
          "--no-audit",
          "--no-fund",
          packPolicyPack(folder),
        ],
        {
          cwd: folder,
          stdio: "ignore",
        },
      );
      const installed = join(folder, "node_modules", "secret-backed-services-policy-pack");
      await assertRefused(installed);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
