import { type MaintenanceWindow } from "../contract/rollout-environment";
import { type VersionLabels } from "../contract/version-labels";

/** A service in one Region, as ECS tells it. */
export interface ObservedService {
  desiredCount: number;
  runningCount: number;
  pendingCount: number;
  deployments: readonly Deployment[];
  /** Every task of the family that has not stopped: also those that are stopping, and those that a person runs. */
  tasks: readonly Task[];
}

/** A service's present state as ECS and Secrets Manager tell it. No secret value is part of it. */
export interface Observation extends ObservedService {
  /** Name of the ECS service and of its task definition family, `<service>-<environment>`. */
  service: string;
  now: Date;
  /** The secrets that the service's tasks take AWSCURRENT of when they start. */
  secrets: readonly ObservedSecret[];
  /** The same service in the Regions that its secrets are replicated to: in those where it is. */
  replicas: readonly ReplicaService[];
  /** Names of the cluster's other services that have a deployment in progress. */
  deployingServices: readonly string[];
  maximumConcurrentDeployments: number;
  /** When rollouts may begin; at any time without it. */
  maintenanceWindow?: MaintenanceWindow | undefined;
}

export interface ReplicaService extends ObservedService {
  /** For example `eu-central-1`. */
  region: string;
  /** Name of each secret to the version that is AWSCURRENT in that Region; a replica lags behind, and may be missing. */
  currentVersions: Readonly<Record<string, string | undefined>>;
}

export interface ObservedSecret {
  arn: string;
  name: string;
  /** The service's own rotation function. Without one, nobody can be asked to retire or to check anything of the secret. */
  rotationFunctionArn?: string | undefined;
  /** A function that is not the service's own and rotates the secret. It retires what it replaces, and is asked nothing. */
  foreignFunctionArn?: string | undefined;
  versions: VersionLabels;
  /** When its values or labels changed last, on Secrets Manager's clock. */
  changedAt?: Date | undefined;
}

export interface Deployment {
  id: string;
  /** PRIMARY, ACTIVE or INACTIVE. */
  status: string;
  createdAt: Date;
  /** IN_PROGRESS, COMPLETED or FAILED. */
  rolloutState?: string | undefined;
}

export interface Task {
  arn: string;
  /** On the same clock as a deployment's. */
  createdAt: Date;
  /** Id of the deployment that started it; anything else for a task that a person runs. */
  startedBy?: string | undefined;
}
