import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { type PolicyPackConfig } from "@pulumi/policy";

import { policies } from "../../../policy-pack/policies/index";
import { analyze, type Violation } from "../analyze";
import { referenceAnswers } from "../deployed-stack";
import { record, type Recording } from "../recorder";
import { type MissingFirstValue, missingFirstValues, withUnknownFirstValues } from "./first-values";
import { readStackSettings } from "./stack-settings";

/** The account that stacks are taken to be in. */
const accountId = "123456789012";

export interface PreviewOptions {
  /** The project's folder. */
  folder: string;
  stack: string;
  /** The stack's file. @default "Pulumi.<stack>.yaml" in the project's folder */
  configFile?: string;
  /** Whether a first value that nobody has supplied is an error, as in a real preview. @default false */
  requireValues?: boolean;
  /** The policies' configuration. */
  policyConfig?: PolicyPackConfig;
}

/** What a deployment of the stack would register, and what the policies say to it. */
export interface Preview {
  /** Path of the stack's file. */
  stackFile: string;
  recording: Recording<unknown>;
  violations: Violation[];
  /** Number of policies that ran. */
  policies: number;
  missingFirstValues: MissingFirstValue[];
  /** Full keys of the configuration that could not be decrypted. */
  encrypted: string[];
}

/**
 * Runs a project's program and the policy pack without an engine, an account or credentials.
 *
 * @throws InputError for a wrong file; RunError where the program refuses its configuration; otherwise what it throws.
 */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const { folder, stack, configFile, requireValues = false, policyConfig } = options;
  const settings = readStackSettings(folder, stack, configFile);
  const { project, config, encrypted } = requireValues ? settings : withUnknownFirstValues(settings);
  const program = () => runProgram(resolve(folder), settings.main);
  const reference = await referenceAnswers(settings, { folder, accountId });
  const recording = await record(program, {
    ...reference,
    ...{ preview: true, accountId, project, stack, config, secretKeys: encrypted },
  });
  return {
    stackFile: settings.file,
    recording,
    violations: await analyze(policies, recording, policyConfig),
    policies: policies.length,
    missingFirstValues: missingFirstValues(settings),
    encrypted: settings.encrypted,
  };
}

/** Loads the program as Pulumi does. */
function runProgram(folder: string, main: string): unknown {
  process.chdir(folder);
  process.env.PWD = folder; // as a shell would
  return createRequire(join(folder, "package.json"))(join(folder, main)) as unknown;
}
