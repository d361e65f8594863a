import {
  current,
  deployed,
  deploymentOf,
  type DeploymentMark,
  held,
  overlapOf,
  previous,
  regionalDeploymentOf,
  type RegionalDeploymentMark,
  rolledBack,
} from "../contract/labels";
import { type VersionLabels } from "../contract/version-labels";

/** Which version of a secret carries which of the labels that a rollout goes by. */
export interface SecretLabels {
  current?: string | undefined;
  previous?: string | undefined;
  deployed?: string | undefined;
  rolledBack?: string | undefined;
  held?: string | undefined;
  /** Newest first. A crash can leave an older one on another version, where it means nothing. */
  marks: readonly VersionMark[];
  /** Of deployments in the Regions of replicas. They mean something on the version that carries the newest of `marks` only. */
  regionalMarks: readonly RegionalMark[];
  overlaps: readonly { versionId: string; label: string; until: Date }[];
}

export interface VersionMark extends DeploymentMark {
  versionId: string;
  label: string;
}

export interface RegionalMark extends RegionalDeploymentMark {
  versionId: string;
  label: string;
}

export function readLabels(versions: VersionLabels): SecretLabels {
  const all = Object.entries(versions).flatMap(([versionId, labels]) =>
    labels.map((label) => ({ versionId, label })),
  );
  const versionOf = (wanted: string) => all.find(({ label }) => label === wanted)?.versionId;
  return {
    current: versionOf(current),
    previous: versionOf(previous),
    deployed: versionOf(deployed),
    rolledBack: versionOf(rolledBack),
    held: versionOf(held),
    marks: all
      .flatMap(({ versionId, label }) => {
        const mark = deploymentOf(label);
        return mark === undefined ? [] : [{ ...mark, versionId, label }];
      })
      .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime()),
    regionalMarks: all.flatMap(({ versionId, label }) => {
      const mark = regionalDeploymentOf(label);
      return mark === undefined ? [] : [{ ...mark, versionId, label }];
    }),
    overlaps: all.flatMap(({ versionId, label }) => {
      const until = overlapOf(label);
      return until === undefined ? [] : [{ versionId, label, until }];
    }),
  };
}
