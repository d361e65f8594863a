import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { deployStack } from "../../local/stack/deploy";
import { destroyStack } from "../../local/stack/destroy";
import { type Place } from "../../local/stack/prepare";
import { Engine } from "../../local/stack/engine";
import { StackFiles } from "../../local/stack/stack-files";
import { type FaultProxy } from "../support/faults/fault-proxy";
import { type Fault, type FaultPlan, faultPlan } from "../support/faults/faults";
import { alsoWritten } from "../support/written-output";
import { deployedValues } from "./deployed-values";
import { type RunLog } from "./outcome";

const stack = "test";
/** How often `up` is given while calls are harmed. */
const attempts = 3;

/** Deploys a whole stack with the real engine, whose calls are harmed, until a quiet time lets it through. */
export async function upRun(seed: number, proxy: FaultProxy, log: RunLog): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "soak-up-"));
  const onOutput = (text: string) => {
    alsoWritten("the engine", text);
    log.story.push(text.trimEnd());
  };
  const place: Place = {
    files: new StackFiles(folder),
    endpoint: proxy.endpoint,
    say: () => undefined,
    onOutput,
  };
  try {
    proxy.begin(beforeTheirEffect(faultPlan(seed, { density: 0.15 })));
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const message = await deployStack(stack, place).then(() => "done", String);
      log.story.push(`up: ${message}`);
      if (message === "done") break;
      log.failures += 1;
    }
    const between = await deployedValues(proxy.endpoint);
    proxy.begin(undefined);
    log.story.push("quiet from here on");
    await deployStack(stack, place);
    const values = await deployedValues(proxy.endpoint);
    for (const [name, value] of between) {
      if (value !== undefined && values.get(name) !== value)
        log.violations.push(`the first value of ${name} was lost`);
    }
    const missing = [...values].filter(([, value]) => value === undefined).map(([name]) => name);
    if (values.size !== 3 || missing.length > 0)
      log.violations.push(`secrets are there without value, or not: ${missing.join(", ")}`);
    const engine = new Engine({ ...place, stack });
    const again = await engine
      .runProgram("preview", "--json", "--expect-no-changes")
      .then(() => "no changes", String);
    if (again !== "no changes") log.violations.push(`a second up would change something: ${again}`);
  } finally {
    proxy.begin(undefined);
    await destroyStack(stack, place);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Only reads may lose their answers. Where the answer to the creation of a resource is lost, AWS has what the engine does not know of, and
 * only a person can import or remove it; that is what the tests of a killed engine are about.
 */
function beforeTheirEffect(plan: FaultPlan): FaultPlan {
  const harmless: readonly (Fault | undefined)[] = ["throttled", "refused", "reset before", "slow"];
  return (operation, nth) => {
    const fault = plan(operation, nth);
    const isRead = /^(Get|List|Describe|Head|GET|HEAD)/.test(operation);
    return isRead || harmless.includes(fault) ? fault : undefined;
  };
}
