/** What the reads of a service's execution role come from. */
export interface ExpectedReads {
  /** JSON keys that the container receives by reference. */
  keys: number;
  /** Most tasks that run at once when nothing is being deployed. */
  tasks: number;
  /** Deployments that may come together in one period. */
  deployments: number;
}

/**
 * How often ECS reads a service's secrets in one period without anything being wrong. ECS reads once for each key and each
 * task that starts, and a deployment starts every task anew, beside the old ones. Scaling out starts no more tasks than one
 * deployment does, so it is covered too.
 */
export function expectedReads({ keys, tasks, deployments }: ExpectedReads): number {
  return keys * tasks * deployments;
}
