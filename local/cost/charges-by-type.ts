import { type Charge } from "./amounts";
import { functionCharges } from "./function-charges";
import { endpointCharges, loadBalancerCharges, vpcCharges } from "./network-charges";
import { taskCharges } from "./task-charges";
import {
  alarmCharges,
  logGroupCharges,
  metricFilterCharges,
  rotationAgeCharges,
  trailCharges,
} from "./watch-charges";

/** What each type of resource that costs something uses. */
export const chargesByType: Record<string, Charge> = {
  "awsx:ec2:Vpc": vpcCharges,
  "secret-backed-services:components:Network": ({ inputs }) =>
    inputs.existing === undefined
      ? {}
      : "it exists already, so that its gateways and endpoints are not in the sums",
  "aws:ec2/vpcEndpoint:VpcEndpoint": endpointCharges,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancerCharges,
  "aws:ecs/service:Service": taskCharges,
  "aws:secretsmanager/secret:Secret": (_, { assumptions }) => ({
    secret: 1,
    secretCalls: assumptions.secretCalls / 10_000,
  }),
  "aws:kms/key:Key": (_, { assumptions }) => ({ key: 1, keyCalls: assumptions.keyCalls / 10_000 }),
  "aws:cloudwatch/logGroup:LogGroup": logGroupCharges,
  "aws:cloudtrail/trail:Trail": trailCharges,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": metricFilterCharges,
  "secret-backed-services:components:RotationAge": rotationAgeCharges,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarmCharges,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => ({ compositeAlarm: 1 }),
  "aws:cloudwatch/dashboard:Dashboard": () => ({ dashboard: 1 }),
  "aws:lambda/function:Function": functionCharges,
};

/** What goes with a type and is charged by its use, which nothing here says. */
export const unpricedByType: Record<string, string> = {
  "aws:ecs/cluster:Cluster":
    "Container Insights: its metrics of clusters, services and tasks, and their logs",
  "aws:ecs/service:Service": "data to the internet and between zones, and images",
  "aws:cloudtrail/trail:Trail":
    "requests of CloudTrail to its bucket; its events, where the account has another trail",
  "aws:cloudwatch/queryDefinition:QueryDefinition": "queries of Logs Insights",
  "aws:sns/topic:Topic": "notifications",
  "aws:kms/key:Key": "yearly rotation of a KMS key: the first two add the price of a key each",
};

/** Types, by how they begin, that AWS does not charge for by themselves. */
const free = [
  "aws:appautoscaling/",
  "aws:chatbot/",
  "aws:cloudwatch/eventRule:",
  "aws:cloudwatch/eventTarget:",
  "aws:cloudwatch/queryDefinition:",
  "aws:ec2/securityGroup:",
  "aws:ecs/cluster:",
  "aws:ecs/taskDefinition:",
  "aws:iam/",
  "aws:kms/alias:",
  "aws:lambda/functionEventInvokeConfig:",
  "aws:lambda/permission:",
  "aws:lb/listener:",
  "aws:lb/targetGroup:",
  "aws:s3/bucket",
  "aws:secretsmanager/secretPolicy:",
  "aws:secretsmanager/secretRotation:",
  "aws:secretsmanager/secretVersion:",
  "aws:sns/topic",
  "aws:vpc/securityGroup",
];

/** Whether a type of resource is known here, with a charge or without one. */
export function isKnownType(type: string): boolean {
  const isAws = type.startsWith("aws:") || type.startsWith("awsx:");
  return !isAws || Object.hasOwn(chargesByType, type) || free.some((beginning) => type.startsWith(beginning));
}
