import { shortName } from "../history/report";
import { table } from "../report";
import { type SecretVersion } from "./secret-versions";
import { type VersionCall } from "./version-call";

/** A version, and who put it; the oldest call first. */
export interface KnownVersion extends SecretVersion {
  calls: Omit<VersionCall, "version">[];
}

export function withCalls(versions: readonly SecretVersion[], calls: readonly VersionCall[]): KnownVersion[] {
  const sorted = [...calls].sort((one, other) => one.time.getTime() - other.time.getTime());
  return versions.map((version) => ({
    ...version,
    calls: sorted.flatMap(({ version: id, ...call }) => (id === version.version ? [call] : [])),
  }));
}

/** The versions for people, the newest first. */
export function versionsReport(versions: readonly KnownVersion[], width?: number): string {
  const rows = versions.map(({ version, labels, createdAt, keys, problem, calls }) => [
    version,
    labels.join("\n") || "-",
    createdAt === undefined ? "-" : `${createdAt.toISOString().slice(0, 16)}Z`,
    Object.entries(keys ?? {})
      .map(([key, print]) => `${key} ${print}`)
      .join("\n") ||
      (problem ?? "-"),
    calls.map(({ call, principal, session }) => `${call}: ${whoOf(principal, session)}`).join("\n") ||
      "unknown",
  ]);
  return table(["VERSION", "LABELS", "CREATED", "FINGERPRINTS", "BY"], rows, width);
}

function whoOf(principal: string, session: string | undefined): string {
  return session === undefined ? shortName(principal) : `${shortName(principal)}/${session}`;
}
