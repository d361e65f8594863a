import { alarm, type Alarm, type AlarmKind, type AlarmPlace } from "./alarm";
import { type EnvironmentCount, environmentCounts, metricNamespace } from "./metrics";

/** What an environment's alarms depend on. */
export interface AlarmedEnvironment {
  /** Whether there is a role for emergencies. */
  breakGlass: boolean;
  /** Name of the trail's log group. */
  trailLogGroup: string;
  /** Name of the EventBridge rule for deployments that failed. */
  deploymentFailedRule: string;
  rolloutFunction: string;
  rotationAgeFunction: string;
}

/** The alarms that concern all of an environment. */
export function environmentAlarms(place: AlarmPlace, alarmed: AlarmedEnvironment): Alarm[] {
  return [...trailAlarms(place, alarmed), ...rolloutAlarms(place, alarmed)];
}

function trailAlarms(place: AlarmPlace, { breakGlass, trailLogGroup }: AlarmedEnvironment): Alarm[] {
  const { project, environment } = place;
  const counted = (kind: AlarmKind, metric: EnvironmentCount, meaning: string) =>
    alarm(place, { kind, namespace: metricNamespace(project, environment), metric, meaning });
  const counts = environmentCounts;
  return [
    counted(
      "secret-deletion",
      counts.secretDeletions,
      `The deletion of a secret of ${environment} was scheduled.`,
    ),
    counted(
      "secret-configuration-changed",
      counts.configurationChanges,
      `Someone other than who deploys changed the resource policy, the rotation, the key or the tags of a secret of ${environment}.`,
    ),
    keyRemovalAlarm(place, counts.keyRemovals),
    counted("root-use", counts.rootCalls, "The account's root user was used."),
    ...(breakGlass
      ? [
          counted(
            "break-glass-use",
            counts.breakGlassCalls,
            `Someone took on the break-glass role of ${environment}, tried to, or did something with it.`,
          ),
        ]
      : []),
    counted(
      "trail-changed",
      counts.trailChanges,
      `A trail of the account was stopped, changed or deleted: what happens to secrets of ${environment} may no longer be recorded.`,
    ),
    alarm(place, {
      kind: "trail-silent",
      meaning: `The trail has delivered nothing for three hours, so that no alarm of ${environment} on calls can go off.`,
      namespace: "AWS/Logs",
      metric: "IncomingLogEvents",
      dimensions: { LogGroupName: trailLogGroup },
      period: 3600,
      evaluationPeriods: 3,
      comparison: "LessThanThreshold",
      missingData: "missing",
      reportsSilence: true,
    }),
  ];
}

function rolloutAlarms(place: AlarmPlace, alarmed: AlarmedEnvironment): Alarm[] {
  return [deploymentFailedAlarm(place, alarmed.deploymentFailedRule), ...functionAlarms(place, alarmed)];
}

/** The alarm on the removal of a key: the environment's, or that of a part of its services. */
export function keyRemovalAlarm(place: AlarmPlace, metric: string, part?: string): Alarm {
  const { project, environment } = place;
  const stack = stackOf(place, part);
  return alarm(place, {
    kind: "key-removal",
    service: part,
    namespace: metricNamespace(project, environment),
    metric,
    meaning: `The key of ${stack} was disabled or scheduled for deletion: no secret of the ${part === undefined ? "environment" : "stack"} can be read without it.`,
  });
}

/** The alarms on the functions that a stack has once for all of its services. */
export function functionAlarms(
  place: AlarmPlace,
  {
    rolloutFunction,
    rotationAgeFunction,
  }: Pick<AlarmedEnvironment, "rolloutFunction" | "rotationAgeFunction">,
  part?: string,
): Alarm[] {
  const stack = stackOf(place, part);
  const errorsOf = (kind: AlarmKind, name: string, meaning: string) =>
    alarm(place, {
      kind,
      service: part,
      meaning,
      namespace: "AWS/Lambda",
      metric: "Errors",
      dimensions: { FunctionName: name },
    });
  return [
    errorsOf(
      "rollout-function-errors",
      rolloutFunction,
      `The function that rolls out rotated secrets of ${stack} failed or ran out of time.`,
    ),
    errorsOf(
      "rotation-age-errors",
      rotationAgeFunction,
      `The function that reports the ages of secrets of ${stack} failed: overdue rotations may go unnoticed.`,
    ),
  ];
}

/** The alarm on deployments that failed, by the name of their EventBridge rule. */
export function deploymentFailedAlarm(place: AlarmPlace, ruleName: string): Alarm {
  return alarm(place, {
    kind: "rollout-failed",
    meaning: `A deployment of a service of ${place.environment} failed; ECS keeps or brings back the tasks from before.`,
    namespace: "AWS/Events",
    metric: "TriggeredRules",
    dimensions: { RuleName: ruleName },
  });
}

function stackOf({ environment }: AlarmPlace, part: string | undefined): string {
  return part === undefined ? environment : `${environment}-${part}`;
}
