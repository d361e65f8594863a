import { table } from "../report";
import { type SecretStatus } from "./secret-status";

/** The end of a version id tells it apart: the provider's ids begin alike. */
const shortId = (version: string): string => version.slice(-8);

/** The status of secrets for people. */
export function statusReport(statuses: readonly SecretStatus[], width?: number): string {
  const hasReplicas = statuses.some(({ replicas, replicaOf }) => (replicas ?? replicaOf) !== undefined);
  const head = ["SECRET", "KEYS", "ROTATED", "NEXT", "AGE", "VERSION", "ROLLOUT", "TASKS"];
  const problems = statuses.flatMap(({ secret, problems: found }) =>
    found.map((problem) => `${secret}: ${problem}`),
  );
  return [
    hasReplicas
      ? table(
          [...head, "REPLICAS"],
          statuses.map((status) => [...row(status), replicasCell(status)]),
          width,
        )
      : table(head, statuses.map(row), width),
    ...(problems.length === 0 ? [] : ["", "Problems", ...problems.map((problem) => `  ${problem}`)]),
  ].join("\n");
}

function row(status: SecretStatus): string[] {
  const { secret, keys, rotation, ageInDays, rollout } = status;
  const keyLines = Object.entries(keys).map(([key, strategy]) => `${key} (${strategy})`);
  return [
    secret,
    keyLines.join("\n") || "-",
    day(rotation.last) ?? "never",
    rotation.enabled ? (day(rotation.next) ?? "-") : "off",
    `${ageInDays} d`,
    versionCell(status),
    rollout,
    tasksCell(status),
  ];
}

function versionCell({ currentVersion, bootstrapValue, pendingVersion }: SecretStatus): string {
  return [
    currentVersion === undefined ? "none" : shortId(currentVersion),
    ...(bootstrapValue ? ["(bootstrap)"] : []),
    ...(pendingVersion === undefined ? [] : [`pending ${shortId(pendingVersion)}`]),
  ].join("\n");
}

/** How many tasks started with which version. */
function tasksCell({ tasks, currentVersion }: SecretStatus): string {
  if (tasks === undefined) return "-";
  const counts = new Map<string, number>();
  for (const { version } of tasks) {
    const shown =
      version === undefined ? "unknown" : version === currentVersion ? "current" : shortId(version);
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return [...counts].map(([version, count]) => `${count} ${version}`).join("\n") || "none";
}

/** Where the secret is replicated to, or where it is a replica from. */
function replicasCell({ replicas = [], replicaOf }: SecretStatus): string {
  if (replicaOf !== undefined) return `of ${replicaOf}`;
  return replicas.map(({ region, status }) => `${region} ${status}`).join("\n") || "-";
}

function day(time: string | undefined): string | undefined {
  return time?.slice(0, 10);
}
