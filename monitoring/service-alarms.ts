import { alarm, type Alarm, type AlarmPlace } from "./alarm";
import { metricNamespace, type ServiceCount, serviceCounts, serviceMetric } from "./metrics";

/** What a service's alarms depend on. */
export interface AlarmedService {
  service: string;
  /** Reads by others than ECS and rotation in one period that are still no alarm. */
  accessThreshold: number;
  /** Seconds. */
  accessPeriod: number;
  /** Reads by the execution role in that period that are still no alarm. */
  expectedReads: number;
  /** Hours after which a new value must have reached every task. */
  rolloutDeadlineInHours: number;
  /** Names of the Lambda functions that rotate the service's secrets. */
  rotationFunctions: string[];
  /** Name of the EventBridge rule for rotations that failed. */
  rotationFailedRule: string;
}

/** The alarms of one service. */
export function serviceAlarms(place: AlarmPlace, service: AlarmedService): Alarm[] {
  return [
    ...readAlarms(place, service),
    ...rotationAlarms(place, service),
    ...functionAlarms(place, service),
  ];
}

function readAlarms(place: AlarmPlace, alarmed: AlarmedService): Alarm[] {
  const { service, accessThreshold, accessPeriod, expectedReads } = alarmed;
  const { environment } = place;
  const counted = (count: ServiceCount) => ({
    service,
    namespace: metricNamespace(place.project, environment),
    metric: serviceMetric(service, count),
  });
  const ofService = `secrets of ${service} in ${environment}`;
  return [
    alarm(place, {
      ...counted(serviceCounts.readsByOthers),
      kind: "secret-access-alert",
      meaning: `Someone other than ECS and the rotation function read the ${ofService} more than ${accessThreshold} times in ${accessPeriod} s.`,
      period: accessPeriod,
      comparison: "GreaterThanThreshold",
      threshold: accessThreshold,
    }),
    alarm(place, {
      ...counted(serviceCounts.readsByExecutionRole),
      kind: "execution-role-reads",
      meaning: `ECS read the ${ofService} more than ${expectedReads} times in ${accessPeriod} s, more than its deployments explain: tasks may be crashing as soon as they start, or someone else acts as the execution role.`,
      period: accessPeriod,
      comparison: "GreaterThanThreshold",
      threshold: expectedReads,
    }),
    alarm(place, {
      ...counted(serviceCounts.readsByUndeclared),
      kind: "undeclared-reader",
      meaning: `Someone whom the stack does not declare read the ${ofService}.`,
    }),
    alarm(place, {
      ...counted(serviceCounts.deniedCalls),
      kind: "secret-access-denied",
      meaning: `Someone was denied a call for the ${ofService}.`,
    }),
  ];
}

/** Ages come from the rotation-age function, every hour; when they stop, nobody watches the deadlines, and that is reported. */
function rotationAlarms(place: AlarmPlace, alarmed: AlarmedService): Alarm[] {
  const { service, rolloutDeadlineInHours, rotationFailedRule } = alarmed;
  const aged = {
    service,
    namespace: metricNamespace(place.project, place.environment),
    dimensions: { Service: service },
    statistic: "Maximum",
    period: 3600,
    evaluationPeriods: 3,
    comparison: "GreaterThanThreshold",
    missingData: "missing",
    reportsSilence: true,
  } as const;
  return [
    alarm(place, {
      kind: "rotation-failed",
      service,
      meaning: `A rotation of a secret of ${service} in ${place.environment} failed or was abandoned.`,
      namespace: "AWS/Events",
      metric: "TriggeredRules",
      dimensions: { RuleName: rotationFailedRule },
    }),
    alarm(place, {
      ...aged,
      kind: "rotation-overdue",
      meaning: `A secret of ${service} in ${place.environment} is past the date by which it had to be rotated, or its age is no longer reported.`,
      metric: "DaysOverdue",
      threshold: 0,
    }),
    alarm(place, {
      ...aged,
      kind: "rollout-stuck",
      meaning: `A new value of a secret of ${service} in ${place.environment} has not reached every task in ${rolloutDeadlineInHours} hours, or its age is no longer reported.`,
      metric: "HoursSinceUndeployed",
      threshold: rolloutDeadlineInHours,
    }),
  ];
}

/** Lambda counts a function that ran out of time as an error, so that errors cover timeouts. */
function functionAlarms(place: AlarmPlace, { service, rotationFunctions }: AlarmedService): Alarm[] {
  return rotationFunctions.flatMap((name, index) => {
    const ofFunction = { service, namespace: "AWS/Lambda", dimensions: { FunctionName: name } } as const;
    const alarms = [
      alarm(place, {
        ...ofFunction,
        kind: "rotation-function-errors",
        metric: "Errors",
        meaning: `The function ${name}, which rotates secrets of ${service} in ${place.environment}, failed or ran out of time.`,
      }),
      alarm(place, {
        ...ofFunction,
        kind: "rotation-function-throttles",
        metric: "Throttles",
        meaning: `The function ${name}, which rotates secrets of ${service} in ${place.environment}, has been throttled for a quarter of an hour.`,
        // It takes one call at a time: a second one that comes meanwhile is throttled once or twice, and repeated.
        evaluationPeriods: 3,
      }),
    ];
    return index === 0 ? alarms : alarms.map((each) => ({ ...each, name: `${each.name}-${index + 1}` }));
  });
}
