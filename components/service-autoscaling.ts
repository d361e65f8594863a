import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface AutoscalingSpec {
  /** Fewest tasks. */
  minCapacity: number;
  /** Most tasks. */
  maxCapacity: number;
  /** Average CPU use to hold, in percent. */
  targetCpuUtilization: number;
}

export interface ServiceAutoscalingArgs extends AutoscalingSpec {
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  tags: Record<string, string>;
}

/** Scales a service's number of tasks so that their average CPU use stays near a target. */
export function createServiceAutoscaling(
  name: string,
  args: ServiceAutoscalingArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { clusterName, serviceName, minCapacity, maxCapacity, targetCpuUtilization, tags } = args;
  const target = new aws.appautoscaling.Target(
    name,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${clusterName}/${serviceName}`,
      minCapacity,
      maxCapacity,
      tags,
    },
    opts,
  );
  new aws.appautoscaling.Policy(
    name,
    {
      name: "cpu",
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: targetCpuUtilization,
      },
    },
    opts,
  );
}
