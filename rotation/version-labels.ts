import { type VersionLabels } from "./secret-store";

/** The id of the version that has a label. A label is on one version at most. */
export function versionWith(label: string, versions: VersionLabels): string | undefined {
  return Object.keys(versions).find((id) => hasLabel(id, label, versions));
}

export function hasLabel(id: string, label: string, versions: VersionLabels): boolean {
  return versions[id]?.includes(label) ?? false;
}
