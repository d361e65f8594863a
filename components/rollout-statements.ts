import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { rotationFunctionName } from "../rotation/contract/rotation-function";
import { type AwsContext } from "./aws-context";
import { type Statement } from "./policy-document";
import { functionArn } from "./role-arn";
import { hasRotationFunction, secretNames, type SecretsSpec } from "./rotated-secrets";

export interface RolloutRights {
  environment: EnvironmentName;
  /** The services that it rolls out. */
  services: SecretsSpec[];
  cluster: { name: pulumi.Input<string> };
  context: AwsContext;
}

/** The labels that the rollout function moves (rotation/contract/labels.ts), as patterns. */
const labels = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT=*", "HELD", "OVERLAP_UNTIL=*", "ROLLED_BACK"];

/** What the rollout function may do: deploy the services anew, move labels and ask rotation functions. It reads no value. */
export function rolloutStatements(rights: RolloutRights): Statement[] {
  return [...clusterStatements(rights), ...labelStatements(rights), ...rotationStatements(rights)];
}

/** Without a task definition in the call, a deployment passes no role. */
function clusterStatements({ environment, services, cluster, context }: RolloutRights): Statement[] {
  const { partition, region, accountId } = context;
  const ecs = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}`;
  // Built, not read: the cluster's ARN is unknown before it exists, and a policy could not judge what it is in.
  const conditions = { ArnEquals: { "ecs:cluster": pulumi.interpolate`${ecs}:cluster/${cluster.name}` } };
  const service = (name: string) => pulumi.interpolate`${ecs}:service/${cluster.name}/${name}`;
  const allow = (sid: string, actions: string[], resources: pulumi.Input<string>[]): Statement => ({
    sid,
    effect: "Allow",
    actions: actions.map((action) => `ecs:${action}`),
    resources,
  });
  const deployed = services.map(({ name }) => service(`${name}-${environment}`));
  return [
    { ...allow("ReadServices", ["DescribeServices"], [service("*")]), conditions },
    { ...allow("ListServicesAndTasks", ["ListServices", "ListTasks"], ["*"]), conditions },
    {
      ...allow("ReadTasks", ["DescribeTasks"], [pulumi.interpolate`${ecs}:task/${cluster.name}/*`]),
      conditions,
    },
    allow("ReadTaskDefinitions", ["DescribeTaskDefinition"], ["*"]),
    { ...allow("ForceDeployments", ["UpdateService"], deployed), conditions },
  ];
}

/** By name, as the secrets are made after the function. */
function labelStatements({ environment, services, context }: RolloutRights): Statement[] {
  const { partition, region, accountId } = context;
  const resources = services
    .flatMap((service) => secretNames(service, environment))
    .map(
      (name) =>
        pulumi.interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-??????`,
    );
  return [
    { sid: "ReadLabels", effect: "Allow", actions: ["secretsmanager:DescribeSecret"], resources },
    {
      sid: "MoveLabels",
      effect: "Allow",
      actions: ["secretsmanager:UpdateSecretVersionStage"],
      resources,
      conditions: { StringLike: { "secretsmanager:VersionStage": labels } },
    },
  ];
}

/** What needs a value, such as to retire a credential, is the rotation functions' to do. */
function rotationStatements({ environment, services, context }: RolloutRights): Statement[] {
  const resources = services
    .filter((service) => hasRotationFunction(service, environment))
    .map(({ name }) => functionArn(context, rotationFunctionName(name, environment)));
  if (resources.length === 0) return [];
  return [{ sid: "AskRotationFunctions", effect: "Allow", actions: ["lambda:InvokeFunction"], resources }];
}
