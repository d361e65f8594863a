import { type Environment } from "../naming";

/** What an alarm does with a period without data: `notBreaching` where none means that nothing happened. */
type MissingData = "notBreaching" | "missing";

/** One alarm, apart from where it reports to. */
export interface Alarm {
  /** What it is about; also the name of its runbook's file, without `.md`. */
  kind: AlarmKind;
  name: string;
  /** What it means and where its runbook is, at most 1024 characters. */
  description: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  statistic: "Sum" | "Maximum";
  /** Seconds. */
  period: number;
  /** How many periods in a row must breach the threshold. */
  evaluationPeriods: number;
  comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  threshold: number;
  missingData: MissingData;
  /** Whether it also reports that data stopped coming. */
  reportsSilence: boolean;
}

export type AlarmKind =
  | "secret-access-alert"
  | "execution-role-reads"
  | "undeclared-reader"
  | "secret-access-denied"
  | "rotation-failed"
  | "rotation-overdue"
  | "rollout-stuck"
  | "rotation-function-errors"
  | "rotation-function-throttles"
  | "secret-deletion"
  | "secret-configuration-changed"
  | "key-removal"
  | "root-use"
  | "break-glass-use"
  | "trail-changed"
  | "trail-silent"
  | "rollout-failed"
  | "rollout-function-errors"
  | "rotation-age-errors";

/** Where alarms belong, and where their runbooks are. */
export interface AlarmPlace {
  project: string;
  environment: Environment;
  /** Address of the folder with the runbooks, without a slash at its end. */
  runbookUrl: string;
}

/** All that differs from the usual alarm: one that reports one event or more in five minutes. */
type Particulars = Pick<Alarm, "kind" | "namespace" | "metric"> & {
  /** What the alarm means, as a sentence. */
  meaning: string;
  /** What its name ends in, where there are several of the kind: a service, or a part of the environment. */
  service?: string | undefined;
} & Partial<Omit<Alarm, "name" | "description">>;

const longestDescription = 1024;

/** Completes an alarm. Names begin with the environment, as in `prod-secret-access-alert-auth-service`. */
export function alarm(place: AlarmPlace, { meaning, service, ...particulars }: Particulars): Alarm {
  const { kind } = particulars;
  return {
    name: alarmName(place.environment, kind, service),
    description: alarmDescription(meaning, runbookAddress(place, kind)),
    dimensions: {},
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    missingData: "notBreaching",
    reportsSilence: false,
    ...particulars,
  };
}

export function alarmName(environment: Environment, kind: string, service?: string): string {
  return [environment, kind, ...(service === undefined ? [] : [service])].join("-");
}

export function runbookAddress({ runbookUrl }: Pick<AlarmPlace, "runbookUrl">, kind: string): string {
  return `${runbookUrl}/${kind}.md`;
}

/** The runbook's address is never cut off. */
export function alarmDescription(meaning: string, runbook: string): string {
  const end = ` Runbook: ${runbook}`;
  return `${meaning.slice(0, longestDescription - end.length)}${end}`;
}
