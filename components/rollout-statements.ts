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
  /** The Regions that the secrets are replicated to, in which services of the same names may run. @default none */
  replicaRegions?: readonly string[] | undefined;
}

/** The labels that the rollout function moves (rotation/contract/labels.ts), as patterns. */
const labels = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT=*", "HELD", "OVERLAP_UNTIL=*", "ROLLED_BACK"];

/** What the rollout function may do: deploy the services anew, move labels and ask rotation functions. It reads no value. */
export function rolloutStatements(rights: RolloutRights): Statement[] {
  return [...clusterStatements(rights), ...labelStatements(rights), ...rotationStatements(rights)];
}

/** Without a task definition in the call, a deployment passes no role. */
function clusterStatements(rights: RolloutRights): Statement[] {
  const { environment, services, cluster } = rights;
  const places = ecsPlaces(rights);
  // Built, not read: the cluster's ARN is unknown before it exists, and a policy could not judge what it is in.
  const clusters = places.map((ecs) => pulumi.interpolate`${ecs}:cluster/${cluster.name}`);
  const conditions = { ArnEquals: { "ecs:cluster": oneOrMore(clusters) } };
  const service = (name: string) =>
    places.map((ecs) => pulumi.interpolate`${ecs}:service/${cluster.name}/${name}`);
  const allow = (sid: string, actions: string[], resources: pulumi.Input<string>[]): Statement => ({
    sid,
    effect: "Allow",
    actions: actions.map((action) => `ecs:${action}`),
    resources,
  });
  const deployed = services.flatMap(({ name }) => service(`${name}-${environment}`));
  const tasks = places.map((ecs) => pulumi.interpolate`${ecs}:task/${cluster.name}/*`);
  return [
    { ...allow("ReadServices", ["DescribeServices"], service("*")), conditions },
    { ...allow("ListServicesAndTasks", ["ListServices", "ListTasks"], ["*"]), conditions },
    { ...allow("ReadTasks", ["DescribeTasks"], tasks), conditions },
    allow("ReadTaskDefinitions", ["DescribeTaskDefinition"], ["*"]),
    { ...allow("ForceDeployments", ["UpdateService"], deployed), conditions },
  ];
}

/** ECS in the primary Region and in those of replicas, as the ARNs of what is in it begin. */
function ecsPlaces({ context, replicaRegions = [] }: RolloutRights): pulumi.Output<string>[] {
  const { partition, region, accountId } = context;
  return [region, ...replicaRegions].map(
    (place) => pulumi.interpolate`arn:${partition}:ecs:${place}:${accountId}`,
  );
}

/** A condition on one ARN names it without a list. */
function oneOrMore(arns: pulumi.Output<string>[]): pulumi.Input<string> | pulumi.Input<string>[] {
  const [first, ...others] = arns;
  return first !== undefined && others.length === 0 ? first : arns;
}

/** By name, as the secrets are made after the function. Labels move in the primary Region only, and are replicated. */
function labelStatements({
  environment,
  services,
  context,
  replicaRegions = [],
}: RolloutRights): Statement[] {
  const { partition, accountId } = context;
  const secretsIn = (region: pulumi.Input<string>) =>
    services
      .flatMap((service) => secretNames(service, environment))
      .map(
        (name) =>
          pulumi.interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-??????`,
      );
  const resources = secretsIn(context.region);
  return [
    {
      sid: "ReadLabels",
      effect: "Allow",
      actions: ["secretsmanager:DescribeSecret"],
      resources: [...resources, ...replicaRegions.flatMap(secretsIn)],
    },
    {
      sid: "MoveLabels",
      effect: "Allow",
      actions: ["secretsmanager:UpdateSecretVersionStage"],
      resources,
      conditions: {
        StringLike: {
          "secretsmanager:VersionStage": replicaRegions.length > 0 ? [...labels, "DEPLOYMENT_IN=*"] : labels,
        },
      },
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
