/** Environment variables of a stack's rollout function. */
export interface RolloutEnvironment {
  /** Name of the ECS cluster. */
  CLUSTER: string;
  /** The environment: last part of each ECS service's name, `<service>-<environment>`. */
  ENVIRONMENT: string;
  /** Names of the stack's services, separated by commas: the cluster may have others, which other functions roll out. */
  SERVICES: string;
  ALERT_TOPIC_ARN: string;
  /** {@link MaintenanceWindow} as JSON; empty for none. */
  MAINTENANCE_WINDOW: string;
  /** How many services may be deploying at once. */
  MAXIMUM_CONCURRENT_DEPLOYMENTS: string;
  /** The Regions that secrets are replicated to, with commas between; empty for none. */
  REPLICA_REGIONS: string;
}

/** When rollouts may begin, UTC. A rollback begins at any time. */
export interface MaintenanceWindow {
  days: readonly ("MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN")[];
  /** Start as `HH:MM`. */
  start: string;
  hours: number;
}
