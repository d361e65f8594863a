import { current, overlapOf, pending } from "./labels";

/** Version id to its staging labels. Versions without a label are not listed. */
export type VersionLabels = Readonly<Record<string, readonly string[]>>;

/** The id of the version that has a label. A label is on one version at most. */
export function versionWith(label: string, versions: VersionLabels): string | undefined {
  return Object.keys(versions).find((id) => hasLabel(id, label, versions));
}

export function hasLabel(id: string, label: string, versions: VersionLabels): boolean {
  return versions[id]?.includes(label) ?? false;
}

/** The id of the version that a rotation is making: one that is AWSPENDING and not AWSCURRENT yet. */
export function pendingVersion(versions: VersionLabels): string | undefined {
  const id = versionWith(pending, versions);
  return id === undefined || hasLabel(id, current, versions) ? undefined : id;
}

/** Until when the version before AWSCURRENT must be accepted beside it; `undefined` where that is over. */
export function overlapUntil(versions: VersionLabels, now: Date): Date | undefined {
  const labels = versions[versionWith(current, versions) ?? ""] ?? [];
  return labels.flatMap((label) => overlapOf(label) ?? []).find((until) => until > now);
}
