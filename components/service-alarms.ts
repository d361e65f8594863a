import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Alarm, alarmName, runbookAddress } from "../monitoring/alarm";
import { rotationFailedNotification, rotationFailedPattern } from "../monitoring/event-patterns";
import { metricNamespace } from "../monitoring/metrics";
import { expectedReads } from "../monitoring/read-threshold";
import { serviceAlarms } from "../monitoring/service-alarms";
import { secretFilters } from "../monitoring/service-filters";
import { type Environment as EnvironmentName } from "../naming";
import { rotationFunctionName } from "../rotation/contract/rotation-function";
import { createEventNotification } from "./event-notification";
import { createMetricAlarms } from "./metric-alarms";
import { createMetricFilters } from "./metric-filters";
import { executionRoleName, roleArn } from "./role-arn";
import { hasRotationFunction } from "./rotated-secrets";
import { type ServiceSpec } from "./service-spec";
import { type SharedEnvironment } from "./shared-environment";

export interface ServiceAlarmsArgs {
  environment: SharedEnvironment;
  service: ServiceSpec;
  /** Secret name to full ARN. */
  secretArns: Record<string, pulumi.Input<string>>;
  tags: Record<string, string>;
}

/** What watches a service: who reads its secrets, whether they are rotated, and whether that works. */
export class ServiceAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, service } = args;
    const inputs = {
      environment: environment.environment,
      service: service.name,
      secrets: Object.keys(args.secretArns),
    };
    super("secret-backed-services:components:ServiceAlarms", name, inputs, opts);
    const childOptions = { parent: this };
    countCalls(args, childOptions);
    const rule = notifyOfFailedRotations(args, childOptions);
    const alarms = alarmsOf(args, rule);
    const created = createMetricAlarms(
      { ...args, alarms, topicArn: environment.alertTopicArn },
      childOptions,
    );
    combine(args, created, childOptions);
    this.registerOutputs();
  }
}

function countCalls(
  { environment, service, secretArns }: ServiceAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { aws: context, roleSettings, declaredReaders, records } = environment;
  const suffixPattern = environment.replicaRegions.length > 0 ? "*" : "";
  const role = (roleName: string) => roleArn(context, roleSettings.path, roleName);
  const facts = pulumi.output({
    executionRole: role(executionRoleName(service.name, environment.environment, suffixPattern)),
    rotationRole: role(rotationFunctionName(service.name, environment.environment)),
    others: declaredReaders,
  });
  createMetricFilters(
    {
      filters: Object.keys(secretArns).flatMap((secret) => secretFilters(secret, service.name)),
      facts,
      records,
      namespace: metricNamespace(pulumi.getProject(), environment.environment),
      remedy: "name fewer access.administrators and monitoring.readers, or one with a wildcard for several",
    },
    opts,
  );
}

/** @returns the rule's name. */
function notifyOfFailedRotations(
  { environment: { environment, monitoring, alertTopicArn }, service, secretArns, tags }: ServiceAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): string {
  const ruleName = `${service.name}-${environment}-rotation-failed`;
  createEventNotification(
    {
      ruleName,
      description: `Rotations of secrets of ${service.name} in ${environment} that failed or were abandoned`,
      pattern: pulumi.all(Object.values(secretArns)).apply(rotationFailedPattern),
      notification: rotationFailedNotification(
        service.name,
        environment,
        runbookAddress(monitoring, "rotation-failed"),
      ),
      topicArn: alertTopicArn,
      tags,
    },
    opts,
  );
  return ruleName;
}

function alarmsOf({ environment, service }: ServiceAlarmsArgs, rotationFailedRule: string): Alarm[] {
  const { monitoring } = environment;
  const place = { ...monitoring, project: pulumi.getProject(), environment: environment.environment };
  return serviceAlarms(place, {
    ...monitoring,
    service: service.name,
    expectedReads: expectedReads({
      keys: service.secrets.reduce((sum, { keys }) => sum + Object.keys(keys).length, 0),
      tasks: Math.max(service.desiredCount, service.autoscaling?.maxCapacity ?? 0),
      deployments: monitoring.deploymentsPerPeriod * (1 + environment.replicaRegions.length),
    }),
    rotationFunctions: rotationFunctions(service, environment.environment),
    rotationFailedRule,
  });
}

/** The service's own function, where it has one, and those of others that rotate some of its secrets. */
function rotationFunctions(service: ServiceSpec, environment: EnvironmentName): string[] {
  const own = hasRotationFunction(service, environment)
    ? [rotationFunctionName(service.name, environment)]
    : [];
  const others = service.secrets.flatMap(({ rotation }) => rotation?.functionArn?.split(":")[6] ?? []);
  return [...new Set([...own, ...others])];
}

/** One light for the whole service. It reports to nobody: each alarm in it does so itself. */
function combine(
  { environment: { environment, monitoring }, service, tags }: ServiceAlarmsArgs,
  alarms: aws.cloudwatch.MetricAlarm[],
  opts: pulumi.CustomResourceOptions,
): void {
  const name = alarmName(environment, "service-alert", service.name);
  new aws.cloudwatch.CompositeAlarm(
    name,
    {
      alarmName: name,
      alarmDescription: `Something about the secrets of ${service.name} in ${environment} needs looking into. Runbook: ${runbookAddress(monitoring, "service-alert")}`,
      alarmRule: pulumi
        .all(alarms.map((alarm) => alarm.name))
        .apply((names) => names.map((each) => `ALARM("${each}")`).join(" OR ")),
      tags,
    },
    opts,
  );
}
