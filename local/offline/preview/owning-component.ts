import { type Recording } from "../recorder";
import { type Registration } from "../registration";

type Tree = Pick<Recording<unknown>, "root" | "resources">;

/** The outermost component that a resource is part of, such as a service, or is; `undefined` where there is none. */
export function owningComponent({ root, resources }: Tree, urn: string): Registration | undefined {
  const resource = resources.find((registration) => registration.urn === urn);
  if (resource === undefined) return undefined;
  if (resource.parent !== root.urn) return owningComponent({ root, resources }, resource.parent);
  return resource.custom ? undefined : resource;
}
