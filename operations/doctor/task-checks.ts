import { type Deployment, type Service, type ServiceEvent, type Task } from "@aws-sdk/client-ecs";

import { type Finding, ok, problem } from "./finding";
import { type ObservedService } from "./observe/service";
import { stopCauseOf, type StopCause } from "./stopped-reasons";

/** Milliseconds that a deployment may take before too few tasks are a problem. */
const longestDeployment = 15 * 60 * 1000;

/** Whether a service's tasks start and go on. */
export function taskFindings({ service, stopped }: ObservedService, now: Date): Finding[] {
  return [
    deploymentFinding(service),
    runningFinding(service, now),
    ...stoppedFindings(service, stopped),
    eventsFinding(service),
  ];
}

function primaryOf({ deployments = [] }: Service): Deployment | undefined {
  return deployments.find(({ status }) => status === "PRIMARY");
}

/**
 * The deployment that failed, or the one that took its place: an older one again, or one that says that it rolls back. One that a
 * later deployment has made good is past.
 */
function failedOf(service: Service): Deployment | undefined {
  const primary = primaryOf(service);
  const isRollback = /rolling back/i.test(primary?.rolloutStateReason ?? "");
  const failed = [...(service.deployments ?? [])]
    .sort((a, b) => timeOf(b) - timeOf(a))
    .find(({ rolloutState }) => rolloutState === "FAILED");
  if (failed === undefined) return isRollback ? primary : undefined;
  const isMadeGood = primary?.rolloutState === "COMPLETED" && timeOf(primary) > timeOf(failed);
  return isMadeGood && !isRollback ? undefined : failed;
}

function deploymentFinding(service: Service): Finding {
  const { serviceName = "" } = service;
  const failed = failedOf(service);
  if (failed === undefined) {
    return ok(
      "deployment",
      serviceName,
      `its deployment is ${primaryOf(service)?.rolloutState ?? "unknown"}`,
    );
  }
  const { id = "", rolloutState = "", rolloutStateReason = "no reason given" } = failed;
  return problem(
    "deployment",
    serviceName,
    `${id} is ${rolloutState}: ${rolloutStateReason}`,
    "mend what its stopped tasks tell, then deploy again",
  );
}

function runningFinding(service: Service, now: Date): Finding {
  const { serviceName = "", runningCount = 0, desiredCount = 0 } = service;
  const counts = `${runningCount} of ${desiredCount} tasks run`;
  const since = primaryOf(service)?.createdAt?.getTime() ?? 0;
  const isDeploying =
    primaryOf(service)?.rolloutState === "IN_PROGRESS" && now.getTime() - since < longestDeployment;
  if (runningCount >= desiredCount) return ok("tasks-running", serviceName, counts);
  if (isDeploying) return ok("tasks-running", serviceName, `${counts}, and a deployment is under way`);
  return problem("tasks-running", serviceName, counts, "mend what its stopped tasks and events tell");
}

function stoppedFindings(service: Service, stopped: readonly Task[]): Finding[] {
  const { serviceName = "" } = service;
  const found = new Map<string, { cause: StopCause; tasks: Task[] }>();
  for (const task of stopped) {
    const cause = stopCauseOf(reasonsOf(task), task.stopCode);
    if (cause === undefined || !isOfNow(task, service)) continue;
    const entry = found.get(cause.cause) ?? { cause, tasks: [] };
    entry.tasks.push(task);
    found.set(cause.cause, entry);
  }
  if (found.size === 0) return [ok("stopped-tasks", serviceName, "no task has failed lately")];
  return [...found.values()].map(({ cause, tasks }) => stoppedFinding(serviceName, cause, tasks));
}

/** Tasks of a deployment before the last one tell of the past. ECS forgets a failed deployment once it is rolled back. */
function isOfNow({ startedBy }: Task, service: Service): boolean {
  if (startedBy === primaryOf(service)?.id) return true;
  const failed = failedOf(service);
  if (failed === undefined) return false;
  return failed.rolloutState !== "FAILED" || startedBy === failed.id;
}

function reasonsOf({ stoppedReason = "", containers = [] }: Task): string[] {
  return [stoppedReason, ...containers.flatMap(({ reason }) => reason ?? [])];
}

function stoppedFinding(
  service: string,
  { cause, meaning, fix }: StopCause,
  tasks: readonly Task[],
): Finding {
  const last = tasks.reduce((latest, task) =>
    (task.stoppedAt ?? 0) > (latest.stoppedAt ?? 0) ? task : latest,
  );
  const codes = new Set(last.containers?.flatMap(({ exitCode }) => exitCode ?? []));
  const exit = codes.size === 0 ? "" : `, exit code ${[...codes].join(", ")}`;
  const count = tasks.length === 1 ? "one task" : `${tasks.length} tasks`;
  const key = /did not contain json key (\S+)/.exec(last.stoppedReason ?? "")?.[1];
  return problem(
    "stopped-tasks",
    service,
    `${count} stopped (${cause}): ${meaning}${key === undefined ? "" : ` (${key})`}${exit}, last at ${last.stoppedAt?.toISOString() ?? "an unknown time"}`,
    fix,
  );
}

/** Events that tell of trouble (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html). */
const trouble =
  /unable to (?:place a task|consistently start tasks|assume)|failed to (?:register|launch)|is unhealthy|failed (?:container|ELB) health checks|capacity is unavailable/i;

/** Only what was told since the service was last steady. */
function eventsFinding({ serviceName = "", events = [] }: Service): Finding {
  const newestFirst = [...events].sort((a, b) => timeOf(b) - timeOf(a));
  const steady = newestFirst.findIndex(({ message = "" }) => message.includes("has reached a steady state"));
  const recent = steady === -1 ? newestFirst : newestFirst.slice(0, steady);
  const told = recent.find(({ message = "" }) => trouble.test(message));
  if (told === undefined) return ok("service-events", serviceName, "its events tell of no trouble");
  return problem(
    "service-events",
    serviceName,
    `${told.message ?? ""} (${told.createdAt?.toISOString() ?? "unknown time"})`,
    "mend what the event names",
  );
}

function timeOf({ createdAt }: Deployment | ServiceEvent): number {
  return createdAt?.getTime() ?? 0;
}
