import { type Recording } from "./recorder";
import { type Registration } from "./registration";
import { type Wire, withoutReferences } from "./wire-values";

/** The provider of a resource. */
export interface Provider {
  type: string;
  name: string;
  urn: string;
  properties: Record<string, Wire>;
}

/** The provider that the program named for a resource, or else the engine's default one; components have none. */
export function providerOf(recording: Recording<unknown>, resource: Registration): Provider | undefined {
  if (resource.type.startsWith("pulumi:")) return undefined;
  const { provider: reference } = resource.options;
  if (reference !== "") return namedProvider(recording, reference);
  return resource.custom || resource.remote ? defaultProvider(recording, resource) : undefined;
}

/** A reference is `<urn>::<id>`. */
function namedProvider({ resources }: Recording<unknown>, reference: string): Provider | undefined {
  const urn = reference.slice(0, reference.lastIndexOf("::"));
  const found = resources.find((resource) => resource.urn === urn);
  if (found === undefined) return undefined;
  const { type, name, wireInputs } = found;
  return { type, name, urn, properties: withoutReferences(wireInputs) };
}

/** The engine makes one for each version of each package, and gives it the configuration in the package's name. */
function defaultProvider(
  { project, stack, config }: Recording<unknown>,
  { type, options }: Registration,
): Provider {
  const packageName = type.slice(0, type.indexOf(":"));
  const providerType = `pulumi:providers:${packageName}`;
  const name = options.version === "" ? "default" : `default_${options.version.replaceAll(/[.-]/g, "_")}`;
  const settings = Object.entries(config)
    .filter(([key]) => key.startsWith(`${packageName}:`))
    .map(([key, value]): [string, string] => [key.slice(packageName.length + 1), value]);
  return {
    type: providerType,
    name,
    urn: `urn:pulumi:${stack}::${project}::${providerType}::${name}`,
    properties: { ...Object.fromEntries(settings), version: options.version },
  };
}
