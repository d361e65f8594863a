import * as pulumi from "@pulumi/pulumi";

import { checkStack, formatProblems } from "./config/check";
import { type EnvironmentOutputs, readEnvironmentOutputs } from "./config/environment-outputs";
import { partServiceProblems } from "./config/environment-rules";
import { type ReadValue, requiredFirstValues } from "./config/first-values";
import {
  type DeclaredPart,
  type DeclaredStack,
  type EnvironmentSetting,
  stackSchema,
} from "./config/stack-schema";
import { type Environment } from "./naming";

declare module "@pulumi/pulumi/runtime/config" {
  /** Whether a configuration value is stored encrypted. The SDK has it, but leaves it out of its types. */
  export function isConfigSecret(fullKey: string): boolean;
}

/** The settings that each stack has of its own, with every default filled in. */
type OwnSettings = Required<Omit<DeclaredPart, "environmentStack">>;

/** What is known of every stack. */
interface NamedStack {
  environment: Environment;
  /** The stack's name. */
  stack: string;
  /** Secret name to JSON key to the first value that a person supplied. Each is a Pulumi secret. */
  suppliedValues: ReadonlyMap<string, ReadonlyMap<string, pulumi.Output<string>>>;
}

/**
 * The declaration of a stack that makes an environment, or uses replicas of its secrets, checked, with every default filled in; of
 * some settings, that they are absent is no default.
 */
export interface StackConfig extends NamedStack, OwnSettings, Pick<DeclaredStack, EnvironmentSetting> {
  part?: undefined;
}

/** The declaration of a stack that has a part of an environment's services, checked in itself, with every default filled in. */
export interface PartConfig extends NamedStack, OwnSettings {
  /** The part's name, such as `payments`. */
  part: string;
  /** The stack that makes the environment, as it is declared. */
  environmentStack: string;
}

/**
 * Reads and checks the configuration of the selected stack.
 *
 * @throws pulumi.RunError that lists every problem, one a line; Pulumi prints it without a stack trace.
 */
export function readStackConfig(): StackConfig | PartConfig {
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
  const usesReplicas = checked.part === undefined && checked.declared.replicaOf !== undefined;
  const suppliedValues = readFirstValues(config, usesReplicas ? [] : declared.services, environment);
  const named = { environment, stack, suppliedValues };
  return checked.part === undefined
    ? { ...checked.declared, ...withDefaults(declared, environment), ...named, part: undefined }
    : { ...checked.declared, ...withDefaults(declared, environment), ...named, part: checked.part };
}

/** A part's declaration with the settings of its environment, and the resources that the environment's stack has made for all. */
export type JoinedConfig = PartConfig & EnvironmentOutputs["settings"] & { shared: EnvironmentOutputs };

/**
 * Adds to a part's declaration what the stack of its environment says, and checks the part's services against it.
 *
 * @throws pulumi.RunError where that stack lacks an output, and for services that do not go with it.
 */
export async function joinEnvironment(config: PartConfig): Promise<JoinedConfig> {
  const { environment, environmentStack, stack, services } = config;
  const name = environmentStack.includes("/")
    ? environmentStack
    : `${pulumi.getOrganization()}/${pulumi.getProject()}/${environmentStack}`;
  const details: { value?: unknown } = await new pulumi.StackReference(name).getOutputDetails("environment");
  const read = readEnvironmentOutputs(name, details.value);
  if (!read.valid) throw new pulumi.RunError(read.message);
  const problems = partServiceProblems(services, read.outputs, environment);
  if (problems.length > 0) throw new pulumi.RunError(formatProblems(stack, problems));
  return { ...config, ...read.outputs.settings, shared: read.outputs };
}

/** Secret name to JSON key to the first value of each key that a person supplies. */
function readFirstValues(
  config: pulumi.Config,
  services: DeclaredPart["services"],
  environment: Environment,
): NamedStack["suppliedValues"] {
  const suppliedValues = new Map<string, Map<string, pulumi.Output<string>>>();
  for (const { secret, key, configKey } of requiredFirstValues(services, environment)) {
    const values = suppliedValues.get(secret) ?? new Map<string, pulumi.Output<string>>();
    suppliedValues.set(secret, values.set(key, suppliedValue(config, configKey)));
  }
  return suppliedValues;
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

/** The settings whose default depends on the environment. */
function withDefaults(
  declared: Pick<DeclaredPart, "deletionProtection" | "recoveryWindowInDays" | "logRetentionInDays">,
  environment: Environment,
) {
  const inProd = environment === "prod";
  return {
    deletionProtection: declared.deletionProtection ?? inProd,
    recoveryWindowInDays: declared.recoveryWindowInDays ?? (inProd ? 30 : 7),
    logRetentionInDays: declared.logRetentionInDays ?? (inProd ? 365 : 30),
  };
}
