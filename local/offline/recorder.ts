import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings";
import { setStackResource } from "@pulumi/pulumi/runtime/state";

import { RecordingMonitor } from "./monitor";
import { type OwnAnswers, providerAnswers } from "./provider-answers";
import { type Registration } from "./registration";
import { ProgramWatch } from "./program-watch";

declare module "@pulumi/pulumi/runtime/state" {
  /** Sets the root of all resources. The SDK has it, but leaves it out of its types. */
  export function setStackResource(stack: undefined): void;
}

export interface RecordOptions extends OwnAnswers {
  /** Whether to run as `pulumi preview` does, with all computed values unknown. @default false */
  preview?: boolean;
  /** @default "secret-backed-services" */
  project?: string;
  /** @default "test" */
  stack?: string;
  /** Configuration by full key, such as `aws:region`; objects as JSON text. @default the region us-east-1 */
  config?: Record<string, string>;
  /** The full keys of the configuration that is encrypted. */
  secretKeys?: string[];
}

/** What a program did. */
export interface Recording<T> {
  project: string;
  stack: string;
  /** The full configuration that the program ran with. */
  config: Record<string, string>;
  /** The stack itself, the root of the tree. */
  root: Registration;
  /** All resources but the stack itself, in the order of registration. */
  resources: Registration[];
  /** What the program returned. */
  result: T;
}

let recording = false;

/**
 * Runs a Pulumi program without an engine and records every resource that it registers.
 *
 * @throws whatever the program or one of its `apply` callbacks throws; Error for two resources of the same URN, or
 * when another recording is under way, as Pulumi's runtime has one state for the whole process.
 */
export async function record<T>(
  program: () => T | Promise<T>,
  options: RecordOptions = {},
): Promise<Recording<T>> {
  if (recording) throw new Error("another recording is under way: await it first");
  recording = true;
  const { project = "secret-backed-services", stack = "test", preview = false, secretKeys } = options;
  const config = { "aws:region": "us-east-1", ...options.config };
  const monitor = new RecordingMonitor(providerAnswers(config["aws:region"], preview, options));
  const watch = new ProgramWatch();
  try {
    setMockOptions(monitor, project, stack, preview, "organization"); // as with a backend of files
    pulumi.runtime.setAllConfig(config, secretKeys);
    const result = await orStuck(run(program, watch, () => monitor.registrations.size));
    const [root, ...resources] = monitor.registrations.values();
    if (root === undefined) throw new Error("the stack was never registered");
    return { project, stack, config, root, resources, result };
  } catch (error) {
    throw monitor.failure ?? error;
  } finally {
    watch.release();
    setStackResource(undefined); // it holds every resource of the program
    recording = false;
  }
}

/**
 * Runs a program as a stack's, and waits for all that it set off. What the program gives are the stack's outputs, as with Pulumi; a
 * function that it gives makes them.
 */
async function run<T>(
  program: () => T | Promise<T>,
  watch: ProgramWatch,
  activity: () => number,
): Promise<T> {
  let stack: Promise<unknown> = Promise.resolve();
  const returned = new Promise<T>((resolve, reject) => {
    stack = pulumi.runtime.runInPulumiStack(async () => {
      const given = await program();
      const result = typeof given === "function" ? ((await Reflect.apply(given, undefined, [])) as T) : given;
      resolve(result);
      return isPlainObject(result) ? result : {};
    });
    stack.catch(reject);
  });
  try {
    await Promise.race([stack, watch.failed]);
  } finally {
    await watch.settled(activity);
  }
  if (watch.failures.length > 0) throw watch.failures[0];
  return returned;
}

/** Fails when the process has nothing left to do before the work is done: then it waits for itself. */
function orStuck<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stuck = () => {
      reject(new Error("the program waits for itself: look for resources that depend on each other"));
    };
    process.once("beforeExit", stuck);
    void work.then(resolve, reject).finally(() => process.off("beforeExit", stuck));
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
