/** Version id to its staging labels. Versions without a label are not listed. */
export type VersionLabels = Readonly<Record<string, readonly string[]>>;

/** The id of the version that has a label. A label is on one version at most. */
export function versionWith(label: string, versions: VersionLabels): string | undefined {
  return Object.keys(versions).find((id) => hasLabel(id, label, versions));
}

export function hasLabel(id: string, label: string, versions: VersionLabels): boolean {
  return versions[id]?.includes(label) ?? false;
}
