import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { commandArguments } from "./command-file";
import { localAws } from "./local-aws";
import { alsoWritten } from "./written-output";

const root = resolve(__dirname, "../..");
/** Variables with which the operator's command asks the local AWS, and nothing of this machine's user. */
export function commandEnvironment(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: localAws().endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    ...changes,
  };
}

/** Runs the operator's command as a process of its own on the local AWS, its output piped. */
export function secretsCommand(args: string[], input = "", environment: NodeJS.ProcessEnv = {}) {
  const env = commandEnvironment(environment);
  const { status, stdout, stderr } = spawnSync(process.execPath, commandArguments(args), {
    cwd: root,
    env,
    input,
    encoding: "utf8",
  });
  alsoWritten(`secrets ${args.join(" ")}`, stdout + stderr);
  return { status, stdout, stderr };
}
