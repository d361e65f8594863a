import type * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { type AwsContext } from "./aws-context";
import { type PrivateEndpoints } from "./network";
import { type RoleSettings } from "./role-arn";

/** What a service needs of the environment that it runs in: in the Region of its secrets, or in that of their replicas. */
export interface ServicePlace {
  readonly environment: EnvironmentName;
  /** What the names of the service's roles end in: nothing, or the Region of the replicas. */
  readonly roleSuffix: string;
  readonly aws: AwsContext;
  readonly roleSettings: RoleSettings;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Present where VPC endpoints are the tasks' only way out. */
  readonly endpoints?: PrivateEndpoints;
  readonly clusterArn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** ARN of the key that encrypts the secrets and logs of the stack. */
  readonly keyArn: pulumi.Output<string>;
}
