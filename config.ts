import * as pulumi from "@pulumi/pulumi";

import { checkStack, formatProblems } from "./config/check";
import { type ReadValue, requiredFirstValues } from "./config/first-values";
import { type DeclaredStack, stackSchema } from "./config/stack-schema";
import { type Environment } from "./naming";

declare module "@pulumi/pulumi/runtime/config" {
  /** Whether a configuration value is stored encrypted. The SDK has it, but leaves it out of its types. */
  export function isConfigSecret(fullKey: string): boolean;
}

/** A declaration with every default filled in; of some settings, that they are absent is no default. */
type CompleteStack = Required<Omit<DeclaredStack, Absent>> & Pick<DeclaredStack, Absent>;
type Absent = "cluster" | "delivery" | "replicaOf";

/** A stack's declaration, checked, with every default filled in. */
export interface StackConfig extends CompleteStack {
  environment: Environment;
  /** Secret name to JSON key to the first value that a person supplied. Each is a Pulumi secret. */
  suppliedValues: ReadonlyMap<string, ReadonlyMap<string, pulumi.Output<string>>>;
}

/**
 * Reads and checks the configuration of the selected stack.
 *
 * @throws pulumi.RunError that lists every problem, one a line; Pulumi prints it without a stack trace.
 */
export function readStackConfig(): StackConfig {
  const config = new pulumi.Config();
  const stack = pulumi.getStack();
  const read: ReadValue = (key) => {
    const text = config.get(key);
    return text === undefined
      ? undefined
      : { text, encrypted: pulumi.runtime.isConfigSecret(`${config.name}:${key}`) };
  };
  const { settings, others } = configKeys(config.name);
  const raw = Object.fromEntries(settings.map((key) => [key, parseValue(config.get(key) ?? "")]));
  const region = new pulumi.Config("aws").get("region");
  const checked = checkStack({ stack, region, raw, otherKeys: others, read });
  if (!checked.valid) throw new pulumi.RunError(formatProblems(stack, checked.problems));
  const { declared, environment } = checked;

  const suppliedValues = new Map<string, Map<string, pulumi.Output<string>>>();
  const required =
    declared.replicaOf === undefined ? requiredFirstValues(declared.services, environment) : [];
  for (const { secret, key, configKey } of required) {
    const values = suppliedValues.get(secret) ?? new Map<string, pulumi.Output<string>>();
    suppliedValues.set(secret, values.set(key, suppliedValue(config, configKey)));
  }
  return { ...withDefaults(declared, environment), environment, suppliedValues };
}

/** The project's configuration keys: those that are settings, and all others, such as first values. */
function configKeys(project: string): { settings: string[]; others: string[] } {
  const keys = Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(`${project}:`))
    .map((key) => key.slice(project.length + 1));
  const isSetting = (key: string) => Object.hasOwn(stackSchema.shape, key);
  return { settings: keys.filter(isSetting), others: keys.filter((key) => !isSetting(key)) };
}

/** Pulumi hands objects, numbers and booleans over as JSON text. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** In a preview without an engine a value may be unknown; Pulumi's own marker says so. */
function suppliedValue(config: pulumi.Config, key: string): pulumi.Output<string> {
  const value = config.requireSecret(key);
  if (!pulumi.runtime.isDryRun()) return value;
  const unknown = pulumi.output(pulumi.unknown).apply(() => "");
  return value.apply((text) => (text === pulumi.runtime.unknownValue ? unknown : pulumi.output(text)));
}

function withDefaults(declared: DeclaredStack, environment: Environment): CompleteStack {
  const inProd = environment === "prod";
  return {
    ...declared,
    deletionProtection: declared.deletionProtection ?? inProd,
    recoveryWindowInDays: declared.recoveryWindowInDays ?? (inProd ? 30 : 7),
    logRetentionInDays: declared.logRetentionInDays ?? (inProd ? 365 : 30),
  };
}
