/** A type as people say it: `aws:ecs:Service` for `aws:ecs/service:Service`; a component of this project by name. */
export function shortType(type: string): string {
  const [packageName = "", module = "", kind = ""] = type.split(":");
  const group = module.split("/")[0];
  if (module === "components" || type === "pulumi:pulumi:Stack") return kind;
  return group === "index" ? `${packageName}:${kind}` : `${packageName}:${group ?? ""}:${kind}`;
}

/** A URN as people say it: the type and the name. */
export function shortName(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${shortType(types.split("$").at(-1) ?? "")} ${name}`;
}

/** What a type belongs to, for counting: `aws:ecs`, `random`, `components`. */
export function typeGroup(type: string): string {
  const [packageName = "", module = ""] = type.split(":");
  const group = module.split("/")[0] ?? "";
  if (type === "pulumi:pulumi:Stack") return packageName;
  if (group === "components") return group;
  return group === "index" ? packageName : `${packageName}:${group}`;
}
