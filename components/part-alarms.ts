import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { metricNamespace } from "../monitoring/metrics";
import { partAlarms, partFilters } from "../monitoring/part-monitoring";
import { eventLogGroupName } from "./key-policy";
import { createMetricAlarms } from "./metric-alarms";
import { createMetricFilters, type RecordLog } from "./metric-filters";
import { type MonitoringSettings } from "./monitoring-settings";
import { rolloutFunctionName, rotationAgeFunctionName } from "./role-arn";

export interface PartAlarmsArgs {
  environment: EnvironmentName;
  /** The part's name, such as `payments`. */
  part: string;
  /** Name of its stack. */
  stack: string;
  monitoring: MonitoringSettings;
  /** The stack's own key. */
  keyArn: pulumi.Output<string>;
  topicArn: pulumi.Input<string>;
  records: RecordLog;
  tags: Record<string, string>;
}

/** What watches the key and the functions of a stack with a part of an environment's services, and that its calls are recorded. */
export class PartAlarms extends pulumi.ComponentResource {
  /** Names of the alarms. */
  readonly names: string[];
  /** How many metric filters count for them. */
  readonly filterCount: number;

  constructor(name: string, args: PartAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, part } = args;
    super("secret-backed-services:components:PartAlarms", name, { environment, part }, opts);
    const childOptions = { parent: this };
    this.filterCount = countCalls(args, childOptions);
    this.names = createAlarms(args, childOptions);
    this.registerOutputs();
  }
}

/** @returns how many filters there are. */
function countCalls(args: PartAlarmsArgs, opts: pulumi.CustomResourceOptions): number {
  const { environment, keyArn, records } = args;
  const project = pulumi.getProject();
  const filters = partFilters(project, args);
  createMetricFilters(
    {
      filters,
      facts: pulumi.output({ keyArn }),
      records,
      namespace: metricNamespace(project, environment),
      remedy: "choose a shorter project name",
    },
    opts,
  );
  return filters.length;
}

/** @returns the alarms' names. */
function createAlarms(args: PartAlarmsArgs, opts: pulumi.CustomResourceOptions): string[] {
  const { environment, part, stack, monitoring, topicArn, tags } = args;
  const project = pulumi.getProject();
  const alarms = partAlarms(
    { ...monitoring, project, environment },
    {
      part,
      stack,
      eventLogGroup: eventLogGroupName(stack),
      rolloutFunction: rolloutFunctionName(project, stack),
      rotationAgeFunction: rotationAgeFunctionName(project, stack),
    },
  );
  createMetricAlarms({ alarms, topicArn, tags }, opts);
  return alarms.map(({ name }) => name);
}
