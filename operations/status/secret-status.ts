import { bootstrap } from "../../rotation/contract/labels";
import { keysOfTags } from "../../rotation/contract/key-tags";
import { pendingVersion, versionWith } from "../../rotation/contract/version-labels";
import { journalsIn } from "../rotate/journal";
import { type Replica, type StackSecret } from "../stack/stack-secret";
import { rolloutState, type RolloutState } from "./rollout-state";
import { type RunningTask, type TaskVersion, taskVersions } from "./task-versions";

const dayInMilliseconds = 86_400_000;

/** What an operator wants to know of a secret; no value, and nothing that needs one. */
export interface SecretStatus {
  secret: string;
  service: string;
  /** JSON key to strategy. */
  keys: Record<string, string>;
  rotation: {
    enabled: boolean;
    schedule?: string | undefined;
    last?: string | undefined;
    next?: string | undefined;
  };
  /** Whole days since the last rotation, or since the secret was made. */
  ageInDays: number;
  /** Version ids. */
  currentVersion?: string | undefined;
  pendingVersion?: string | undefined;
  /** Whether the value that deployment gave the secret is still the current one. */
  bootstrapValue: boolean;
  rollout: RolloutState;
  /** Absent where there is no cluster to ask. */
  tasks?: TaskVersion[] | undefined;
  /** Of a replica, the Region in which its secret is made, rotated and changed. */
  replicaOf?: string | undefined;
  /** The secret's replicas, a Region each; absent where there are none. */
  replicas?: Replica[] | undefined;
  /** When `secrets rotate` has begun a rotation that is not over. */
  rotatingSince?: string | undefined;
  /** When its deletion was asked for. */
  deletedAt?: string | undefined;
  /** What needs somebody's attention, a clause each. */
  problems: string[];
}

export function secretStatus(
  secret: StackSecret,
  tasks: readonly RunningTask[] | undefined,
  now: Date,
): SecretStatus {
  const currentVersion = versionWith("AWSCURRENT", secret.labels);
  const since = secret.lastRotatedAt ?? secret.createdAt ?? now;
  const status = {
    secret: secret.name,
    service: secret.service,
    keys: keysOfTags(secret.tags),
    rotation: {
      enabled: secret.rotationEnabled,
      schedule: secret.rotationSchedule,
      last: secret.lastRotatedAt?.toISOString(),
      next: secret.nextRotationAt?.toISOString(),
    },
    ageInDays: Math.floor((now.getTime() - since.getTime()) / dayInMilliseconds),
    currentVersion,
    pendingVersion: pendingVersion(secret.labels),
    bootstrapValue: currentVersion !== undefined && versionWith(bootstrap, secret.labels) === currentVersion,
    rollout: rolloutState(secret),
    tasks: tasks && taskVersions(secret, tasks),
    replicaOf: secret.primaryRegion,
    replicas: secret.replicas.length > 0 ? secret.replicas : undefined,
    rotatingSince: journalsIn(secret.labels)[0]?.startedAt.toISOString(),
    deletedAt: secret.deletedAt?.toISOString(),
  };
  return { ...status, problems: problemsOf(status, now) };
}

function problemsOf(status: Omit<SecretStatus, "problems">, now: Date): string[] {
  const { rollout, rotation, pendingVersion, rotatingSince, deletedAt, replicas = [] } = status;
  const overdue = rotation.enabled && rotation.next !== undefined && new Date(rotation.next) < now;
  return [
    ...(deletedAt === undefined ? [] : ["its deletion is scheduled"]),
    ...(rollout === "no value" ? ["it has no value"] : []),
    ...(rollout === "held" ? ["its rollout is held and needs a person"] : []),
    ...(rollout === "rolled back" ? ["its last rotation was rolled back"] : []),
    ...replicas.flatMap(replicaProblem),
    ...(rotatingSince === undefined
      ? []
      : [`a rotation that began at ${rotatingSince} is unfinished: secrets rotate --resume`]),
    ...(overdue ? ["its rotation is overdue"] : []),
    ...(pendingVersion === undefined ? [] : [`a rotation is unfinished: AWSPENDING is on ${pendingVersion}`]),
  ];
}

function replicaProblem({ region, status, message }: Replica): string[] {
  if (status === "InSync") return [];
  const reason = message === undefined ? "" : ` (${message})`;
  if (status === "InProgress") return [`its replica in ${region} is not in sync yet${reason}`];
  return [`its replica in ${region} has the status ${status}${reason}`];
}
