import assert from "node:assert/strict";

import { type Recording } from "../../local/offline/recorder";
import { type Registration } from "../../local/offline/registration";

export { valueOf } from "../../local/offline/output-value";

/** All resources of a type, in the order of registration. */
export function resourcesOf(recording: Recording<unknown>, type: string): Registration[] {
  return recording.resources.filter((resource) => resource.type === type);
}

/** The one resource of a type, or of a type and name; fails unless there is exactly one. */
export function resourceOf(recording: Recording<unknown>, type: string, name?: string): Registration {
  const found = resourcesOf(recording, type).filter(
    (resource) => name === undefined || resource.name === name,
  );
  const [resource] = found;
  assert.ok(
    resource !== undefined && found.length === 1,
    `expected one resource of type ${type}${name === undefined ? "" : ` named ${name}`}, found ${found.length}`,
  );
  return resource;
}
