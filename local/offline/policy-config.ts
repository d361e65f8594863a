import {
  type PolicyPackConfig,
  type Policies,
  type Policy,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";

import { InputError } from "./input-error";

/**
 * The policies as the engine would run them with this configuration: each at its configured level, its `getConfig`
 * giving the settings and, for those left out, the defaults of its schema.
 *
 * @param config policy name, or `all`, to a level or to settings; the form of `--policy-pack-config`.
 * @throws InputError for a configured policy that does not exist, or a required setting that is missing.
 */
export function configuredPolicies(policies: Policies, config: PolicyPackConfig): Policies {
  const names = ["all", ...policies.map(({ name }) => name)];
  const stray = Object.keys(config).find((name) => !names.includes(name));
  if (stray !== undefined)
    throw new InputError(`there is no policy "${stray}" to configure: use one of ${names.join(", ")}`);
  return policies.map((policy) => {
    const settings = {
      ...defaults(policy),
      ...levelAndSettings(config.all),
      ...levelAndSettings(config[policy.name]),
    };
    requireSettings(policy, settings);
    const { enforcementLevel = policy.enforcementLevel, ...own } = settings;
    return { ...withSettings(policy, own), enforcementLevel };
  });
}

type Settings = Exclude<PolicyPackConfig[string], string>;

function defaults({ configSchema }: Policy): Settings {
  const properties = Object.entries(configSchema?.properties ?? {});
  return Object.fromEntries(
    properties.flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );
}

function levelAndSettings(config: PolicyPackConfig[string] = {}): Settings {
  return typeof config === "string" ? { enforcementLevel: config } : config;
}

function requireSettings({ name, configSchema }: Policy, settings: Settings): void {
  const missing = configSchema?.required?.find((setting) => !Object.hasOwn(settings, setting));
  if (missing !== undefined) throw new InputError(`the policy ${name} needs the setting "${missing}"`);
}

/** A policy may judge resources, the stack, or both. */
function withSettings<P extends ResourceValidationPolicy | StackValidationPolicy>(
  policy: P,
  settings: object,
): P {
  const configured = { ...policy };
  if ("validateStack" in configured)
    configured.validateStack = giveSettings(configured.validateStack, settings);
  if ("validateResource" in configured && configured.validateResource !== undefined) {
    const { validateResource } = configured;
    configured.validateResource = Array.isArray(validateResource)
      ? validateResource.map((validation) => giveSettings(validation, settings))
      : giveSettings(validateResource, settings);
  }
  return configured;
}

/** Keeps what `validateResourceOfType` leaves on a function: the resource type that it is for. */
function giveSettings<Args extends { getConfig: () => unknown }, Rest extends unknown[], Result>(
  validate: (args: Args, ...rest: Rest) => Result,
  settings: object,
): (args: Args, ...rest: Rest) => Result {
  const configured = (args: Args, ...rest: Rest) => validate({ ...args, getConfig: () => settings }, ...rest);
  return Object.assign(configured, validate);
}
