import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

type Permission = ServiceConfig["permissions"][number];
type Path = readonly PropertyKey[];

/** The rules of what a service's own code may do: anything that reaches neither secrets nor the key that encrypts them. */
export function permissionProblems(
  { permissions, enableExecuteCommand }: Pick<ServiceConfig, "permissions" | "enableExecuteCommand">,
  path: Path,
): Problem[] {
  const sids = permissions.map(({ sid }, index) => ({ name: sid, path: [...path, index, "sid"] }));
  const own = { name: "ExecuteCommandChannels", path: [...path.slice(0, -1), "enableExecuteCommand"] };
  return [
    ...duplicateProblems(enableExecuteCommand ? [own, ...sids] : sids),
    ...permissions.flatMap((permission, index) => [
      ...secretActionProblems(permission, [...path, index]),
      ...keyProblems(permission, [...path, index]),
    ]),
  ];
}

function secretActionProblems({ actions }: Permission, path: Path): Problem[] {
  const rule = "must not reach secrets: the service receives its own as environment variables";
  return actions.flatMap((action, index) =>
    action.startsWith("secretsmanager:") ? [problemAt([...path, "actions", index], rule, action)] : [],
  );
}

/** Actions on keys go with whole ARNs: a pattern may well match the environment's key. */
function keyProblems({ actions, resources }: Permission, path: Path): Problem[] {
  if (!actions.some((action) => action.startsWith("kms:"))) return [];
  const rule = "must not reach the environment's key: name the full ARN of each other key";
  return resources.flatMap((resource, index) =>
    mayBeAnyKey(resource) ? [problemAt([...path, "resources", index], rule, resource)] : [],
  );
}

function mayBeAnyKey(resource: string): boolean {
  const [, , service = "*"] = resource.split(":");
  const isOther = !/[*?]/.test(service) && service !== "kms";
  return !isOther && !/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(resource);
}
