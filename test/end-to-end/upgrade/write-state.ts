import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { startEmulator } from "../../../local/aws/emulator";
import { deployStack } from "../../../local/stack/deploy";
import { Engine } from "../../../local/stack/engine";
import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { StackFiles } from "../../../local/stack/stack-files";
import { releasedFile, releasedStack } from "./released-state";
import { strippedState } from "./stripped-state";

const networkSchema = z.object({ existing: z.unknown() });

/** Deploys the stack to a local AWS of its own and keeps its state: at a release, for the test of upgrades from it. */
async function writeState(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "released-state-"));
  const emulator = await startEmulator({ privateFolder: folder, onProgress: console.error });
  try {
    const files = new StackFiles(join(folder, "stacks"));
    const onOutput = (text: string) => process.stderr.write(text);
    const place = { files, endpoint: emulator.endpoint, say: console.error, onOutput };
    await deployStack(releasedStack, place);
    const exported = await new Engine({ ...place, stack: releasedStack }).ask([
      "stack",
      "export",
      "--show-secrets",
    ]);
    const network = networkSchema.parse(
      parseStackFile(files.readConfig(releasedStack)).config[`${settingPrefix}network`],
    );
    const released = `{"network":${JSON.stringify(network.existing)},"state":${strippedState(exported)}}`;
    writeFileSync(releasedFile, `${released}\n`);
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void writeState();
