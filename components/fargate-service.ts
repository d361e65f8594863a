import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { type ServiceLoadBalancer } from "./service-load-balancer";
import { type ServiceSpec } from "./service-spec";
import { type SharedEnvironment } from "./shared-environment";

export interface FargateServiceArgs {
  environment: SharedEnvironment;
  service: ServiceSpec;
  taskDefinitionArn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
  loadBalancer?: ServiceLoadBalancer | undefined;
  /** What must be in place before the first task starts. */
  dependsOn: pulumi.Resource[];
  tags: Record<string, string>;
}

/** Seconds that new tasks behind a load balancer have before failed health checks count. */
const healthCheckGracePeriodSeconds = 60;

/**
 * The ECS service: private, and rolled back by ECS when its new tasks do not start. A deployment waits until the
 * service is steady, so that one that was rolled back counts as failed.
 */
export function createFargateService(
  name: string,
  args: FargateServiceArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ecs.Service {
  const { environment, service, taskDefinitionArn, securityGroupId, loadBalancer, dependsOn, tags } = args;
  return new aws.ecs.Service(
    name,
    {
      name: `${service.name}-${environment.environment}`,
      cluster: environment.clusterArn,
      taskDefinition: taskDefinitionArn,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      desiredCount: service.desiredCount,
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: "ENABLED",
      enableExecuteCommand: service.enableExecuteCommand,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      networkConfiguration: {
        assignPublicIp: false,
        subnets: environment.privateSubnetIds,
        securityGroups: [securityGroupId],
      },
      ...(loadBalancer ? registration(service, loadBalancer) : {}),
      waitForSteadyState: true,
      tags,
    },
    {
      ...opts,
      dependsOn: loadBalancer ? [...dependsOn, loadBalancer.listener] : dependsOn,
      ignoreChanges: service.autoscaling ? ["desiredCount"] : [],
    },
  );
}

function registration({ name, port }: ServiceSpec, { targetGroupArn }: ServiceLoadBalancer) {
  return {
    healthCheckGracePeriodSeconds,
    loadBalancers: port === undefined ? [] : [{ targetGroupArn, containerName: name, containerPort: port }],
  };
}
