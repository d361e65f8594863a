import { hasLabel, type VersionLabels, versionWith } from "../../rotation/contract/version-labels";
import { type SecretValues } from "../../rotation/secret-values";

/** What a run's secret is like, as its issuer and its tasks see it. */
export interface Present {
  labels: VersionLabels;
  /** The values of AWSCURRENT. */
  values: SecretValues;
  /** Whether the issuer accepts its API key. */
  works: boolean;
  /** How many keys of the issuer work. */
  activeKeys: number;
  /** What the running tasks started with; `undefined` where that is not known. */
  runningVersions: readonly (string | undefined)[];
  /** The rollout's state. */
  state: string;
  /** What a person may have put last. */
  manual: readonly string[];
}

type Claim = readonly [isSo: boolean, otherwise: string];
const keys = ["API_KEY", "API_KEY_ID", "JWT_SECRET", "JWT_SECRET_PREVIOUS", "MANUAL_KEY"];

/** What is wrong with a secret that must be in order at any time. */
export function wrongAtAnyTime({
  labels,
  values,
  works,
}: Pick<Present, "labels" | "values" | "works">): string[] {
  const current = allOf(labels).filter((label) => label === "AWSCURRENT");
  return broken([
    [current.length === 1, `${current.length} versions are AWSCURRENT`],
    [
      Object.keys(values).sort().join() === keys.join(),
      `AWSCURRENT has the keys ${Object.keys(values).join(", ")}`,
    ],
    [Object.values(values).every((value) => value !== ""), "a value of AWSCURRENT is empty"],
    [works, "the API_KEY of AWSCURRENT does not work"],
  ]);
}

/** What is wrong with a secret about which nobody does anything any more. */
export function wrongInTheEnd({
  labels,
  values,
  activeKeys,
  runningVersions,
  state,
  manual,
}: Present): string[] {
  const current = versionWith("AWSCURRENT", labels) ?? "";
  const stray = allOf(labels).filter((label) => /^(WRITTEN_BY_HAND|HELD|ROTATION)/.test(label));
  const marks = allOf(labels).filter((label) => label.startsWith("DEPLOYMENT="));
  const pending = versionWith("AWSPENDING", labels);
  const isAlone =
    versionWith("ROLLED_BACK", labels) === undefined && (pending === undefined || pending === current);
  const wanted = isAlone ? 1 : 2;
  return broken([
    [["up to date", "rolled back"].includes(state), `the rollout is ${state} in the end`],
    [hasLabel(current, "DEPLOYED", labels), "AWSCURRENT is not DEPLOYED in the end"],
    [manual.includes(values.MANUAL_KEY ?? ""), "the value that a person has put is lost"],
    [stray.length === 0, `labels are left behind: ${stray.join(", ")}`],
    [marks.length <= 2, `there are ${marks.length} marks of deployments`],
    [
      runningVersions.every((version) => version === undefined || version === current),
      "a task runs with an old version in the end",
    ],
    [activeKeys <= wanted, `${activeKeys} keys of the issuer work in the end, not ${wanted}`],
  ]);
}

function broken(claims: readonly Claim[]): string[] {
  return claims.flatMap(([isSo, otherwise]) => (isSo ? [] : [otherwise]));
}

function allOf(labels: VersionLabels): string[] {
  return Object.values(labels).flat();
}
