import { type PolicyResource } from "@pulumi/policy";

import { notKnown, readProperty, textOf, type Value } from "./known-values";

type Resources = readonly PolicyResource[];

/** Computes something of a whole stack once for each list of its resources, however many resources ask for it. */
export function oncePerStack<T>(compute: (resources: Resources) => T): (resources: Resources) => T {
  const computed = new WeakMap<Resources, { value: T }>();
  return (resources) => {
    const known = computed.get(resources) ?? { value: compute(resources) };
    computed.set(resources, known);
    return known.value;
  };
}

/** Sorts things by their keys, of which each may have several or none. */
export function byKeys<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const sorted = new Map<string, T[]>();
  for (const thing of things)
    for (const key of keysOf(thing)) {
      const others = sorted.get(key);
      if (others) others.push(thing);
      else sorted.set(key, [thing]);
    }
  return sorted;
}

const byType = oncePerStack((resources) => byKeys(resources, ({ type }) => [type]));

/** The resources of a stack of some types. */
export function resourcesOfType(resources: Resources, ...types: string[]): Resources {
  return types.flatMap((type) => byType(resources).get(type) ?? []);
}

/** The resources of the stack that the value of a property comes from: known even when the value is not. */
export function originsOf({ propertyDependencies }: PolicyResource, property: string): Resources {
  return propertyDependencies[property] ?? [];
}

/** URNs of what the values of some properties of resources come from. */
export function originUrns(resources: Resources, ...properties: string[]): Set<string> {
  const origins = resources.flatMap((resource) =>
    properties.flatMap((property) => originsOf(resource, property)),
  );
  return new Set(origins.map(({ urn }) => urn));
}

/**
 * What a program gave a property; null for nothing. A stack policy sees outputs: what is unknown there and comes from no
 * resource is for the provider to compute, and no input.
 */
export function givenTo(resource: PolicyResource, property: string): Value {
  const value = readProperty(resource.props, property);
  return value === notKnown && originsOf(resource, property).length === 0 ? null : value;
}

/** Whether a property comes from another resource, or is the text that the other's own `nameProperty` is. */
export function refersTo(
  resource: PolicyResource,
  property: string,
  other: PolicyResource,
  nameProperty: string,
): boolean {
  if (originsOf(resource, property).some(({ urn }) => urn === other.urn)) return true;
  const name = knownText(other, nameProperty);
  return name !== undefined && knownText(resource, property) === name;
}

/** The text of a property; `undefined` where it is not known, or there is none. */
export function knownText({ props }: PolicyResource, property: string): string | undefined {
  const text = textOf(readProperty(props, property));
  return typeof text === "string" ? text : undefined;
}
