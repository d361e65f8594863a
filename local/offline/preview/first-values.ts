import { runtime } from "@pulumi/pulumi";

import { validServices } from "../../../config/declared-lists";
import { requiredFirstValues, setCommand } from "../../../config/first-values";
import { parseStackName, serviceNameProblem } from "../../../naming";
import { type StackSettings } from "./stack-settings";

/** A first value that a person must still supply. */
export interface MissingFirstValue {
  secret: string;
  key: string;
  /** What sets it. */
  command: string;
}

/** The first values that a stack's services need and its configuration does not hold. Wrong services are passed over. */
export function missingFirstValues(settings: StackSettings): MissingFirstValue[] {
  return missing(settings).map(({ secret, key, command }) => ({ secret, key, command }));
}

/** The settings with every missing first value as one that exists and is unknown. */
export function withUnknownFirstValues(settings: StackSettings): StackSettings {
  const keys = missing(settings).map(({ fullKey }) => fullKey);
  const unknown = Object.fromEntries(keys.map((key) => [key, runtime.unknownValue]));
  return {
    ...settings,
    config: { ...settings.config, ...unknown },
    encrypted: [...settings.encrypted, ...keys],
  };
}

function missing({ project, stack, config }: StackSettings) {
  const environment = parseStackName(stack)?.environment;
  const usesReplicas = config[`${project}:replicaOf`] !== undefined;
  if (environment === undefined || usesReplicas) return [];
  const services = validServices(parse(config[`${project}:services`]))
    .map(({ service }) => service)
    .filter(({ name }) => serviceNameProblem(name) === undefined);
  return requiredFirstValues(services, environment)
    .map((value) => ({
      ...value,
      fullKey: `${project}:${value.configKey}`,
      command: setCommand(value, stack),
    }))
    .filter(({ fullKey }) => !Object.hasOwn(config, fullKey));
}

function parse(json = ""): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
