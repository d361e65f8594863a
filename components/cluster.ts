import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";
import { ExistingCluster } from "./existing-cluster";

/** The ECS cluster of an environment. */
export type Cluster = Pick<aws.ecs.Cluster, "arn" | "name">;

export interface ClusterArgs {
  environment: Environment;
  /** Name or ARN of an existing one. @default one of the environment's own */
  cluster?: string | undefined;
  tags: Record<string, string>;
}

export function createCluster(
  name: string,
  { environment, cluster, tags }: ClusterArgs,
  opts: pulumi.CustomResourceOptions,
): Cluster {
  if (cluster !== undefined) return new ExistingCluster(name, { cluster }, opts);
  return new aws.ecs.Cluster(
    name,
    {
      name: `${pulumi.getProject()}-${environment}`,
      settings: [{ name: "containerInsights", value: environment === "prod" ? "enhanced" : "enabled" }],
      tags,
    },
    opts,
  );
}
