import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { dashboardBody, shownAlarms } from "../monitoring/dashboard-body";
import { filterCountProblem } from "../monitoring/filter-pattern";
import { savedQueries } from "../monitoring/queries";
import { filtersOfSecret } from "../monitoring/service-filters";
import { RotationAge } from "./rotation-age";
import { type SharedEnvironment } from "./shared-environment";

export interface EnvironmentOverviewArgs {
  environment: SharedEnvironment;
  services: { name: string; secretArns: Record<string, pulumi.Input<string>> }[];
  logRetentionInDays: number;
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** What looks at all services of a stack together: ages and dashboard; and, for the whole environment, saved queries. */
export class EnvironmentOverview extends pulumi.ComponentResource {
  constructor(name: string, args: EnvironmentOverviewArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment } = args;
    super(
      "secret-backed-services:components:EnvironmentOverview",
      name,
      { environment: environment.environment },
      opts,
    );
    const childOptions = { parent: this };
    requireRoomForFilters(args);
    reportAges(args, childOptions);
    createDashboard(name, args, childOptions);
    if (environment.stack === environment.environment) saveQueries(args, childOptions);
    this.registerOutputs();
  }
}

/** @throws pulumi.RunError for more secrets than the log group of their calls has room for metric filters. */
function requireRoomForFilters({ environment, services }: EnvironmentOverviewArgs): void {
  const secrets = services.flatMap(({ secretArns }) => Object.keys(secretArns)).length;
  const problem = filterCountProblem(environment.alarms.filterCount + secrets * filtersOfSecret);
  if (problem === undefined) return;
  const logGroup = environment.records.inEvents ? "of the stack's calls" : "of the audit trail";
  throw new pulumi.RunError(
    `the log group ${logGroup} ${problem}: declare fewer than the ${secrets} secrets of ${environment.stack}, and the others in a further stack of the environment (docs/many-services.md)`,
  );
}

function reportAges(
  { environment, services, ...others }: EnvironmentOverviewArgs,
  opts: pulumi.ComponentResourceOptions,
): void {
  const deadlineInDays = environment.monitoring.manualRotationDeadlineInDays;
  const secrets = services.flatMap(({ secretArns }) =>
    Object.entries(secretArns).map(([name, arn]) => ({ name, arn, deadlineInDays })),
  );
  if (secrets.length === 0) return;
  new RotationAge("rotation-age", { environment, secrets, ...others }, opts);
}

function createDashboard(
  name: string,
  { environment: shared, services }: EnvironmentOverviewArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { environment, stack, aws: context, clusterName, trailLogGroupName, alarms } = shared;
  const project = pulumi.getProject();
  const watched = services.filter(({ secretArns }) => Object.keys(secretArns).length > 0);
  const body = pulumi
    .all([context.partition, context.accountId, context.region, clusterName, trailLogGroupName])
    .apply(([partition, account, region, cluster, trailLogGroup]) =>
      dashboardBody({
        project,
        environment,
        stack,
        region,
        clusterName: cluster,
        trailLogGroup,
        services: watched.map((service) => ({
          name: service.name,
          secrets: Object.keys(service.secretArns),
        })),
        alarmArns: shownAlarms(
          environment,
          watched.map((service) => service.name),
          alarms.names,
        ).map((alarm) => `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarm}`),
      }),
    );
  new aws.cloudwatch.Dashboard(
    name,
    { dashboardName: `${project}-${stack}`, dashboardBody: pulumi.jsonStringify(body) },
    opts,
  );
}

function saveQueries(
  { environment: { environment, trailLogGroupName } }: EnvironmentOverviewArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const { name, query } of savedQueries(environment)) {
    new aws.cloudwatch.QueryDefinition(
      name.replaceAll(" ", "-"),
      {
        name: `${pulumi.getProject()}-${environment}/${name}`,
        logGroupNames: [trailLogGroupName],
        queryString: query,
      },
      opts,
    );
  }
}
