import { type Registration } from "../../../local/offline/registration";

/** What of a resource tells where it is known by which URN. */
export type Aliased = Pick<Registration, "urn" | "name" | "type" | "parent"> & {
  options: Pick<Registration["options"], "aliases">;
};

/**
 * The URNs by which the engine finds each resource in a state: its own, those of its aliases, and those that it had below an earlier URN of
 * its parent. (https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/)
 *
 * @param resources parents before their children
 */
export function knownUrns(resources: readonly Aliased[]): Map<string, Aliased> {
  const known = new Map<string, Aliased>();
  const ofResource = new Map<string, string[]>();
  for (const resource of resources) {
    const urns = urnsOf(resource, ofResource.get(resource.parent) ?? [resource.parent]);
    ofResource.set(resource.urn, urns);
    for (const urn of urns) known.set(urn, resource);
  }
  return known;
}

function urnsOf(resource: Aliased, parents: readonly string[]): string[] {
  const { urn, name, type, parent, options } = resource;
  const moved = parents.filter((each) => each !== parent);
  const inherited = moved.map((each) => urnOf(urn, each, type, renamed(name, nameOf(parent), nameOf(each))));
  const aliased = options.aliases.flatMap((alias) => {
    if (typeof alias === "string") return [alias];
    const above = alias.parent === "" ? parents : [alias.parent];
    return above.map((each) => urnOf(urn, each, alias.type || type, alias.name || name));
  });
  return [urn, ...inherited, ...aliased];
}

/** A child whose name begins with its parent's was named after the parent's earlier name before. */
function renamed(name: string, parentName: string, earlier: string): string {
  return name.startsWith(parentName) ? earlier + name.slice(parentName.length) : name;
}

/** @param like any URN of the same stack and project */
function urnOf(like: string, parent: string, type: string, name: string): string {
  const [stack = "", project = ""] = like.split("::");
  const parentType = parent.split("::")[2];
  const isTop = parentType === undefined || parentType === "pulumi:pulumi:Stack";
  return [stack, project, isTop ? type : `${parentType}$${type}`, name].join("::");
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
