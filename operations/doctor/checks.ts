/** A check, and what to read when it finds a problem. */
interface Check {
  /** What it looks at, as a clause. */
  title: string;
  /** Page of `docs/runbooks/`, without its ending. */
  runbook?: string;
}

/** Every check by its id, in the order of a report. */
export const checks = {
  "service-exists": { title: "the ECS service is there" },
  "secret-exists": { title: "every secret that a task takes is there", runbook: "secret-deletion" },
  "secret-in-use": { title: "the secret does not wait for its deletion", runbook: "secret-deletion" },
  "reference-form": { title: "valueFrom is a full ARN, with a key and the current version" },
  "reference-environment": { title: "valueFrom names a secret of this environment" },
  "reference-region": { title: "valueFrom names a secret of this Region and account" },
  "secret-has-value": { title: "the secret has a current value" },
  "secret-is-json": { title: "the value is a JSON object" },
  "secret-strings": { title: "every value in it is a string" },
  "secret-keys": { title: "every declared and every wanted key is in it" },
  "secret-replicas": { title: "the secret is replicated to each Region that it should be in" },
  "role-exists": { title: "the role is there" },
  "role-trust": { title: "the service that acts as the role may assume it" },
  "role-policy": { title: "the role's own policies allow it", runbook: "secret-access-denied" },
  "role-boundary": { title: "the role's permissions boundary allows it", runbook: "secret-access-denied" },
  "secret-policy": { title: "the secret's policy lets the role in", runbook: "secret-access-denied" },
  "key-state": { title: "the KMS key can be used", runbook: "key-removal" },
  "key-policy": { title: "the KMS key's policy lets the role decrypt", runbook: "secret-access-denied" },
  "network-route": { title: "the subnets have a way to the AWS services that are needed" },
  "endpoint-policy": { title: "the policy of the Secrets Manager endpoint lets the role through" },
  "endpoint-security-group": { title: "the endpoints' security groups let HTTPS in from the subnets" },
  "security-group": { title: "the security groups let HTTPS out" },
  "rotation-enabled": { title: "a secret with keys to rotate is rotated", runbook: "rotation-overdue" },
  "rotation-due": { title: "its next rotation is not overdue", runbook: "rotation-overdue" },
  "rotation-pending": { title: "no rotation was left unfinished", runbook: "rotation-failed" },
  "function-exists": { title: "the function is there", runbook: "rotation-function-errors" },
  "function-state": { title: "the function is active", runbook: "rotation-function-errors" },
  "function-runtime": { title: "its runtime is supported" },
  "function-concurrency": {
    title: "its reserved concurrency lets it run",
    runbook: "rotation-function-throttles",
  },
  "function-settings": { title: "its timeout is long enough, and it knows the secret" },
  "function-permission": { title: "Secrets Manager may call it for the secret", runbook: "rotation-failed" },
  "function-log": {
    title: "no step of it failed without a later one that ended well",
    runbook: "rotation-function-errors",
  },
  "rollout-state": { title: "the last rollout was neither held nor rolled back", runbook: "rollout-failed" },
  "tasks-current": { title: "the current version has reached every task", runbook: "rollout-stuck" },
  deployment: { title: "the last deployment did not fail", runbook: "rollout-failed" },
  "tasks-running": { title: "as many tasks run as should" },
  "stopped-tasks": { title: "no task failed to start or to go on", runbook: "rollout-failed" },
  "service-events": { title: "the service's events tell of no trouble" },
} as const satisfies Record<string, Check>;

export type CheckId = keyof typeof checks;

const ids = Object.keys(checks);

/** The page that says more of a check's problems, by its path in the repository. */
export function runbookOf(id: CheckId): string | undefined {
  const check: Check = checks[id];
  return check.runbook === undefined ? undefined : `docs/runbooks/${check.runbook}.md`;
}

/** Place of a check in a report. */
export function orderOf(id: CheckId): number {
  return ids.indexOf(id);
}
