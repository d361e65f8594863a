import fc from "fast-check";

import { environments } from "../../naming";
import { shippedSettings } from "./stack-files";
import { type Settings } from "./stack-config";

/** Where a value is in a stack's settings. */
export type Path = readonly (string | number)[];

/** What somebody does to a stack's settings. */
export interface Mutation {
  path: Path;
  /** `remove`, `repeat` an entry of a list, `rename` a key, `add` a key to an object, or `replace` the value. */
  change: "remove" | "repeat" | "rename" | "add" | "replace";
  key: string;
  value: unknown;
}

/** All paths of a value, its own first, parents before children. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((entry, index) => [index, entry])
    : Object.entries(isObject(value) ? value : {});
  return [path, ...entries.flatMap(([key, entry]) => pathsOf(entry, [...path, key]))];
}

/** Settings with one more thing done to them; the settings as they are where it cannot be done. */
export function mutated(settings: Settings, { path, change, key, value }: Mutation): Settings {
  const copy = structuredClone(settings);
  const last = path.at(-1);
  const owner = path.slice(0, -1).reduce<unknown>(memberOf, copy);
  if (last === undefined || !(isObject(owner) || Array.isArray(owner)) || !(last in owner)) return copy;
  const here: unknown = memberOf(owner, last);
  if (change === "replace") Reflect.set(owner, last, value);
  if (change === "add" && isObject(here)) Reflect.set(here, key, value);
  if (change === "rename" && isObject(owner)) Reflect.set(owner, key, here);
  if (change === "repeat" && Array.isArray(owner)) owner.push(structuredClone(here));
  else if (change === "remove" && Array.isArray(owner)) owner.splice(Number(last), 1);
  else if (change === "remove" || change === "rename") Reflect.deleteProperty(owner, last);
  return copy;
}

/**
 * Up to three mutations of a shipped stack's settings. Values come from other places of the shipped stacks, so that some
 * are right where they land, and from what people and generators get wrong.
 *
 * @param wrongValues more of these.
 */
export function mutations(settings: Settings, wrongValues: readonly unknown[]): fc.Arbitrary<Mutation[]> {
  const paths = pathsOf(settings).filter((path) => path.length > 0);
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    path: fc.constantFrom(...paths),
    change: fc.constantFrom("remove", "repeat", "rename", "add", "replace", "replace", "replace"),
    key: fc.oneof(
      fc.constantFrom("name", "Name", "image ", "cpus", "__proto__x", "toString", "constructor", ""),
      fc.string(),
    ),
    value: fc.oneof(fc.constantFrom(...shippedValues), fc.constantFrom(...wrongValues), anyValue),
  });
  return fc.array(mutation, { minLength: 1, maxLength: 3 });
}

const shippedValues = environments.flatMap((environment) => {
  const settings = shippedSettings(environment);
  return pathsOf(settings).map((path) => path.reduce<unknown>(memberOf, settings));
});

/** What YAML and JSON can hold. */
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, "", " ", [], {}, 0, -1, 0.5, 1e21, 65_536, 2 ** 53),
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.string({ unit: "grapheme" }),
  fc.jsonValue(),
);

function memberOf(owner: unknown, key: string | number): unknown {
  return isObject(owner) || Array.isArray(owner) ? (Reflect.get(owner, key) as unknown) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
