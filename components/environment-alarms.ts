import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { runbookAddress } from "../monitoring/alarm";
import { environmentAlarms } from "../monitoring/environment-alarms";
import { environmentFilters } from "../monitoring/environment-filters";
import { deploymentFailedNotification, deploymentFailedPattern } from "../monitoring/event-patterns";
import { metricNamespace } from "../monitoring/metrics";
import { type AwsContext } from "./aws-context";
import { createEventNotification } from "./event-notification";
import { trailLogGroupName } from "./key-policy";
import { createMetricAlarms } from "./metric-alarms";
import { createMetricFilters } from "./metric-filters";
import { type MonitoringSettings } from "./monitoring-settings";
import {
  breakGlassRoleName,
  roleArn,
  type RoleSettings,
  rolloutFunctionName,
  rotationAgeFunctionName,
} from "./role-arn";

export interface EnvironmentAlarmsArgs {
  environment: EnvironmentName;
  context: AwsContext;
  monitoring: MonitoringSettings;
  roleSettings: RoleSettings;
  /** Whether there is a role for emergencies. */
  breakGlass: boolean;
  /** ARNs of the environment's keys, in every Region. */
  keyArns: pulumi.Input<string>[];
  clusterArn: pulumi.Input<string>;
  topicArn: pulumi.Input<string>;
  trailLogGroupName: pulumi.Output<string>;
  tags: Record<string, string>;
}

type FailedDeploymentsArgs = Pick<
  EnvironmentAlarmsArgs,
  "environment" | "monitoring" | "clusterArn" | "topicArn" | "tags"
>;

/** What watches all of an environment: its key, its trail, changes to its secrets, and what rolls them out. */
export class EnvironmentAlarms extends pulumi.ComponentResource {
  /** Names of the alarms. */
  readonly names: string[];
  /** How many metric filters count for them. */
  readonly filterCount: number;

  constructor(name: string, args: EnvironmentAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, breakGlass } = args;
    super("secret-backed-services:components:EnvironmentAlarms", name, { environment, breakGlass }, opts);
    const childOptions = { parent: this };
    this.filterCount = countCalls(args, childOptions);
    const deploymentFailedRule = notifyOfFailedDeployments(args, childOptions);
    this.names = createAlarms(args, deploymentFailedRule, childOptions);
    this.registerOutputs();
  }
}

/** @returns how many filters there are. */
function countCalls(args: EnvironmentAlarmsArgs, opts: pulumi.CustomResourceOptions): number {
  const { environment, context, monitoring, roleSettings, breakGlass, keyArns } = args;
  const project = pulumi.getProject();
  const filters = environmentFilters({ prefix: `${project}-${environment}`, environment, breakGlass });
  createMetricFilters(
    {
      filters,
      facts: pulumi.output({
        keyArns,
        breakGlassRole: roleArn(context, roleSettings.path, breakGlassRoleName(project, environment)),
        deployers: monitoring.deployers,
      }),
      records: { logGroupName: args.trailLogGroupName, inEvents: false },
      namespace: metricNamespace(project, environment),
      remedy: "name fewer monitoring.deployers, or one with a wildcard for several",
    },
    opts,
  );
  return filters.length;
}

/** @returns the rule's name. */
export function notifyOfFailedDeployments(
  { environment, monitoring, clusterArn, topicArn, tags }: FailedDeploymentsArgs,
  opts: pulumi.CustomResourceOptions,
): string {
  const ruleName = `${pulumi.getProject()}-${environment}-deployment-failed`;
  createEventNotification(
    {
      ruleName,
      description: `Deployments of services of ${environment} that failed`,
      pattern: pulumi.output(clusterArn).apply(deploymentFailedPattern),
      notification: deploymentFailedNotification(environment, runbookAddress(monitoring, "rollout-failed")),
      topicArn,
      tags,
    },
    opts,
  );
  return ruleName;
}

/** @returns the alarms' names. */
function createAlarms(
  { environment, monitoring, breakGlass, topicArn, tags }: EnvironmentAlarmsArgs,
  deploymentFailedRule: string,
  opts: pulumi.CustomResourceOptions,
): string[] {
  const project = pulumi.getProject();
  const alarms = environmentAlarms(
    { ...monitoring, project, environment },
    {
      breakGlass,
      trailLogGroup: monitoring.trailLogGroupName ?? trailLogGroupName(environment),
      deploymentFailedRule,
      rolloutFunction: rolloutFunctionName(project, environment),
      rotationAgeFunction: rotationAgeFunctionName(project, environment),
    },
  );
  createMetricAlarms({ alarms, topicArn, tags }, opts);
  return alarms.map(({ name }) => name);
}
