import { createRequire } from "node:module";

import * as pulumi from "@pulumi/pulumi";
import * as settings from "@pulumi/pulumi/runtime/settings";

import { valueOf } from "./output-value";

declare module "@pulumi/pulumi/runtime/settings" {
  /** Waits for the registrations and calls under way. The SDK has it, but leaves it out of its types. */
  export function waitForRPCs(): Promise<void>;
}

// The SDK keeps a stack trace for every promise, to name those that leak. That is most of a run's time. An import would
// give a copy of the module's names, where a replacement is lost.
const debuggable = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as object;
Object.assign(debuggable, { debuggablePromise: (promise: unknown) => promise });

// It also notes where each resource is made, for the engine's messages.
Object.assign(pulumi.Resource, { stackTrace: () => [] });

type Apply = (this: pulumi.Output<unknown>, ...args: unknown[]) => pulumi.Output<unknown>;

const outputPrototype = Reflect.get(pulumi.Output, "prototype") as { apply: Apply };
const originalApply = outputPrototype.apply;

/** Watches a running program: what it still computes, and what it failed at. One at a time; release it in the end. */
export class ProgramWatch {
  /** What nobody handled. Pulumi reports an `apply` that throws in no other way. */
  readonly failures: unknown[] = [];
  /** Resolves at the first failure. */
  readonly failed: Promise<void>;
  private readonly applies = new Set<Promise<unknown>>();
  private readonly otherListeners = process.listeners("unhandledRejection");

  constructor() {
    const { applies, failures } = this;
    this.failed = new Promise((resolve) => {
      process.removeAllListeners("unhandledRejection").on("unhandledRejection", (reason) => {
        failures.push(reason);
        resolve();
      });
    });
    outputPrototype.apply = function (...args) {
      const result = originalApply.apply(this, args);
      const promise = valueOf(result);
      const done = () => applies.delete(promise);
      applies.add(promise);
      promise.then(done, done);
      return result;
    };
  }

  release(): void {
    outputPrototype.apply = originalApply;
    process.removeAllListeners("unhandledRejection");
    for (const listener of this.otherListeners) process.on("unhandledRejection", listener);
  }

  /**
   * Waits until the program has nothing more to do: no call under way, no `apply` pending, and `activity` the same three
   * times in a row. Code that waits for a bare timer cannot be known. After a failure the SDK leaves promises behind that
   * never resolve; then only `activity` counts.
   */
  async settled(activity: () => number): Promise<void> {
    let before = -1;
    for (let quiet = 0; quiet < 3;) {
      await Promise.race([settings.waitForRPCs().then(() => Promise.allSettled(this.applies)), this.failed]);
      await new Promise((resolve) => setImmediate(resolve));
      const idle = this.applies.size === 0 || this.failures.length > 0;
      quiet = idle && activity() === before ? quiet + 1 : 0;
      before = activity();
    }
  }
}
