import { createHash } from "node:crypto";

import { type VersionLabels } from "../../rotation/contract/version-labels";

/** Who makes a rotation's new values: the rotation function, a person, or one after the other. */
export type Parts = "function" | "hand" | "function+hand";

/**
 * What is remembered of a rotation that `secrets rotate` has begun: a staging label on the version that was AWSCURRENT then. It is written
 * before anything else and removed at the end; how far the rotation has come stands in the other labels.
 */
export interface Journal {
  /** Id of the version that the rotation begins with: the token of RotateSecret, or of PutSecretValue. */
  versionId: string;
  startedAt: Date;
  parts: Parts;
}

/** A journal as it was found. */
export interface FoundJournal extends Journal {
  label: string;
  /** The version that has the label. */
  before: string;
}

const journalLabel = /^ROTATION=([\w-]{32,64})@([^/\s]+)\/(function|hand|function\+hand)$/;

export function labelOfJournal({ versionId, startedAt, parts }: Journal): string {
  return `ROTATION=${versionId}@${startedAt.toISOString()}/${parts}`;
}

/** Reads {@link labelOfJournal} back from a secret's labels. */
export function journalsIn(labels: VersionLabels): FoundJournal[] {
  return Object.entries(labels).flatMap(([before, stages]) =>
    stages.flatMap((label) => {
      const [, versionId = "", time = "", parts] = journalLabel.exec(label) ?? [];
      return isParts(parts) ? [{ label, before, versionId, startedAt: new Date(time), parts }] : [];
    }),
  );
}

/** Id of the version that a rotation ends with: what a person gives comes after what the function has made. */
export function lastVersionOf({ versionId, parts }: Journal): string {
  if (parts !== "function+hand") return versionId;
  return createHash("sha256").update(`${versionId} with values of a person`).digest("hex").slice(0, 32);
}

function isParts(text: string | undefined): text is Parts {
  return text === "function" || text === "hand" || text === "function+hand";
}
