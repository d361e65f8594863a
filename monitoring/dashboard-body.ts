import { type Environment } from "../naming";
import { alarmName } from "./alarm";
import { metricNamespace, serviceCounts, serviceMetric } from "./metrics";

/** What a dashboard shows. */
export interface DashboardFacts {
  project: string;
  environment: Environment;
  /** Name of the stack that the services are in. */
  stack: string;
  region: string;
  clusterName: string;
  trailLogGroup: string;
  services: { name: string; secrets: string[] }[];
  /** ARNs of the environment's own alarms and of each service's, as they stand side by side. */
  alarmArns: string[];
}

/** One part of a dashboard, on a grid 24 wide. */
export interface Widget {
  type: "text" | "metric" | "alarm" | "log";
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

export interface DashboardBody {
  widgets: Widget[];
}

type Unplaced = Omit<Widget, "x" | "y">;
type Metric = (string | Record<string, string>)[];

const gridWidth = 24;

/** (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html) */
export function dashboardBody(facts: DashboardFacts): DashboardBody {
  const rows = [
    [heading(facts)],
    [alarms(facts)],
    [ages(facts), nextRotations(facts), overdue(facts)],
    [
      reads(facts, "by ECS", serviceCounts.readsByExecutionRole),
      reads(facts, "by others", serviceCounts.readsByOthers),
      reads(facts, "by undeclared readers", serviceCounts.readsByUndeclared),
    ],
    [failures(facts), deployments(facts), rollouts(facts)],
    [lastReads(facts)],
  ];
  return { widgets: placed(rows.map((row) => row.filter(showsSomething))) };
}

/** CloudWatch refuses a chart of no metric, which one of a stack without secrets would be. */
function showsSomething({ properties: { metrics } }: Unplaced): boolean {
  return !Array.isArray(metrics) || metrics.length > 0;
}

/** Rows below one another, each as high as its highest widget. */
function placed(rows: Unplaced[][]): Widget[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      const at = { ...widget, x, y };
      x += widget.width;
      return at;
    });
    y += Math.max(0, ...row.map(({ height }) => height));
    return widgets;
  });
}

function heading({ project, stack }: DashboardFacts): Unplaced {
  const markdown = `# Secrets of ${stack}\nWho reads them, how old they are, and whether rotation works. Each alarm names its runbook. Project ${project}.`;
  return { type: "text", width: gridWidth, height: 2, properties: { markdown } };
}

function alarms({ alarmArns }: DashboardFacts): Unplaced {
  const height = 2 + Math.ceil(alarmArns.length / 6);
  return { type: "alarm", width: gridWidth, height, properties: { title: "Alarms", alarms: alarmArns } };
}

function ages(facts: DashboardFacts): Unplaced {
  return chart(facts, "Days since rotation", ofSecrets(facts, "DaysSinceRotation"), "Maximum", 3600);
}

function nextRotations(facts: DashboardFacts): Unplaced {
  return chart(
    facts,
    "Days until the next rotation or deadline",
    ofSecrets(facts, "DaysUntilRotation"),
    "Minimum",
    3600,
  );
}

function overdue(facts: DashboardFacts): Unplaced {
  return chart(facts, "Days overdue", ofSecrets(facts, "DaysOverdue"), "Maximum", 3600);
}

function reads(
  facts: DashboardFacts,
  by: string,
  count: (typeof serviceCounts)[keyof typeof serviceCounts],
): Unplaced {
  const namespace = metricNamespace(facts.project, facts.environment);
  const metrics = facts.services.map(({ name }): Metric => [
    namespace,
    serviceMetric(name, count),
    { label: name },
  ]);
  return chart(facts, `Reads ${by}`, metrics, "Sum", 300);
}

function failures(facts: DashboardFacts): Unplaced {
  const namespace = metricNamespace(facts.project, facts.environment);
  const metrics = facts.services.flatMap(({ name }): Metric[] => [
    [namespace, serviceMetric(name, serviceCounts.deniedCalls), { label: `${name}: denied calls` }],
    [
      "AWS/Events",
      "TriggeredRules",
      "RuleName",
      `${name}-${facts.environment}-rotation-failed`,
      { label: `${name}: failed rotations` },
    ],
    [
      "AWS/Lambda",
      "Errors",
      "FunctionName",
      `${name}-${facts.environment}-rotation`,
      { label: `${name}: errors of its rotation function` },
    ],
  ]);
  return chart(facts, "Failures", metrics, "Sum", 300);
}

function deployments(facts: DashboardFacts): Unplaced {
  const { clusterName, environment, services } = facts;
  const metrics = services.map(({ name }): Metric => [
    "ECS/ContainerInsights",
    "DeploymentCount",
    "ClusterName",
    clusterName,
    "ServiceName",
    `${name}-${environment}`,
    { label: name },
  ]);
  return chart(facts, "Deployments under way", metrics, "Maximum", 300);
}

function rollouts(facts: DashboardFacts): Unplaced {
  return chart(
    facts,
    "Hours since a new value that is not everywhere yet",
    ofSecrets(facts, "HoursSinceUndeployed"),
    "Maximum",
    3600,
  );
}

function lastReads({ region, environment, trailLogGroup }: DashboardFacts): Unplaced {
  const query = [
    `SOURCE '${trailLogGroup}'`,
    "fields @timestamp, userIdentity.arn as who, requestParameters.secretId as secret, sourceIPAddress as from, errorCode",
    `filter eventSource = "secretsmanager.amazonaws.com" and eventName = "GetSecretValue" and requestParameters.secretId like /-${environment}-/`,
    "sort @timestamp desc",
    "limit 100",
  ].join(" | ");
  const properties = { title: "Last reads", region, view: "table", query };
  return { type: "log", width: gridWidth, height: 8, properties };
}

function ofSecrets({ project, environment, services }: DashboardFacts, metric: string): Metric[] {
  const namespace = metricNamespace(project, environment);
  return services.flatMap(({ name, secrets }) =>
    secrets.map((secret): Metric => [
      namespace,
      metric,
      "Service",
      name,
      "Secret",
      secret,
      { label: secret },
    ]),
  );
}

function chart(
  { region }: DashboardFacts,
  title: string,
  metrics: Metric[],
  stat: string,
  period: number,
): Unplaced {
  const properties = { title, region, view: "timeSeries", stat, period, metrics };
  return { type: "metric", width: gridWidth / 3, height: 6, properties };
}

/** Names of the alarms that a dashboard shows: one for each service, and those of the environment. */
export function shownAlarms(
  environment: Environment,
  services: readonly string[],
  own: readonly string[],
): string[] {
  return [...services.map((service) => alarmName(environment, "service-alert", service)), ...own];
}
