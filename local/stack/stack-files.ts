import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";

import { environments, parseStackName } from "../../naming";
import { withoutForeignAdoptions } from "./local-adoption";
import { settingPrefix } from "./local-config";

/** The folder of the Pulumi program. */
export const projectFolder = resolve(__dirname, "..", "..");

/** The stacks whose configuration a folder has: each environment's, followed by those with parts of it. */
export function shippedStacks(folder = projectFolder): string[] {
  const names = readdirSync(folder).flatMap((file) => /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1] ?? []);
  return environments.flatMap((environment) =>
    names.filter((name) => parseStackName(name)?.environment === environment).sort(),
  );
}

/** The files of the local stacks, all in one folder that holds nothing else of value. */
export class StackFiles {
  /** The local stacks' configuration, beside a copy of the project file: a Pulumi project of its own. */
  readonly stacksFolder: string;
  readonly stateFolder: string;
  /** What encrypts the first values and the state's secrets. Only the user may read it. */
  readonly passphraseFile: string;
  /** Names the process that is at work on the local stacks. */
  readonly lockFile: string;

  constructor(folder: string) {
    this.stacksFolder = join(folder, "stacks");
    this.stateFolder = join(folder, "state");
    this.passphraseFile = join(folder, "passphrase");
    this.lockFile = join(folder, "stacks.lock");
  }

  /** Makes what is missing; keeps what is there. */
  prepare(): void {
    mkdirSync(this.stacksFolder, { recursive: true });
    mkdirSync(this.stateFolder, { recursive: true });
    copyFileSync(join(projectFolder, "Pulumi.yaml"), join(this.stacksFolder, "Pulumi.yaml"));
    if (!existsSync(this.passphraseFile)) {
      writeFileSync(this.passphraseFile, randomBytes(32).toString("base64url"), { mode: 0o600 });
    }
  }

  configFile(stack: string): string {
    return join(this.stacksFolder, `Pulumi.${stack}.yaml`);
  }

  /** The stack's local configuration; empty when there is none yet. */
  readConfig(stack: string): string {
    const file = this.configFile(stack);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  writeConfig(stack: string, text: string): void {
    writeFileSync(this.configFile(stack), text);
  }

  removeConfig(stack: string): void {
    rmSync(this.configFile(stack), { force: true });
  }
}

/**
 * The stack's configuration as a folder ships it, that of the project when it is not given, without what it adopts of a real
 * account.
 */
export function readShippedConfig(stack: string, folder = projectFolder): string {
  const text = readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");
  return withoutForeignAdoptions(text, settingPrefix);
}
