import { alarm, type Alarm, type AlarmPlace } from "./alarm";
import { functionAlarms, keyRemovalAlarm } from "./environment-alarms";
import { keyRemoval } from "./environment-filters";
import { filterPattern } from "./filter-pattern";
import { environmentCounts } from "./metrics";
import { type Filter } from "./service-filters";

/** A part of an environment's services, in a stack of its own: the environment's alarms are those of all of them. */
export interface WatchedPart {
  /** The part's name, such as `payments`. */
  part: string;
  /** Name of its stack, such as `prod-payments`. */
  stack: string;
}

/** The filter on the part's own key. */
export function partFilters(project: string, { part, stack }: WatchedPart): Filter<{ keyArn: string }>[] {
  return [
    {
      name: `${project}-${stack}-KeyRemovals`,
      metric: keyRemovals(part),
      pattern: ({ keyArn }) => filterPattern(keyRemoval([keyArn])),
    },
  ];
}

/** What a part's alarms depend on. */
export interface AlarmedPart extends WatchedPart {
  /** Name of the log group of the events that tell of calls for its secrets. */
  eventLogGroup: string;
  rolloutFunction: string;
  rotationAgeFunction: string;
}

/** The alarms that a part has beside those of its services. */
export function partAlarms(place: AlarmPlace, alarmed: AlarmedPart): Alarm[] {
  const { part, stack, eventLogGroup } = alarmed;
  return [
    keyRemovalAlarm(place, keyRemovals(part), part),
    alarm(place, {
      kind: "trail-silent",
      service: part,
      meaning: `No call of Secrets Manager has been recorded for ${stack} for three hours, though there is one every hour, so that no alarm of ${stack} on calls can go off.`,
      namespace: "AWS/Logs",
      metric: "IncomingLogEvents",
      dimensions: { LogGroupName: eventLogGroup },
      period: 3600,
      evaluationPeriods: 3,
      comparison: "LessThanThreshold",
      missingData: "missing",
      reportsSilence: true,
    }),
    ...functionAlarms(place, alarmed, part),
  ];
}

function keyRemovals(part: string): string {
  return `${part}/${environmentCounts.keyRemovals}`;
}
