import type * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { type AwsContext } from "./aws-context";
import { type RecordLog } from "./metric-filters";
import { type MonitoringSettings } from "./monitoring-settings";
import { type PrivateEndpoints } from "./network";
import { type RoleSettings } from "./role-arn";

/** What the services of a stack are given by their environment, whether their own stack makes it or another one. */
export interface SharedEnvironment {
  readonly environment: EnvironmentName;
  /** Name of the stack that the services are in, after which their functions, key and dashboard are named. */
  readonly stack: string;
  readonly aws: AwsContext;
  readonly roleSettings: RoleSettings;
  /** ARNs of those who come through the wall around every secret. Absent where there is no wall. */
  readonly wallPrincipalArns?: pulumi.Input<string>[];
  /** ARN of the role that a pipeline's previews act as. Absent where there is none. */
  readonly previewRoleArn?: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Present where VPC endpoints are the tasks' only way out. */
  readonly endpoints?: PrivateEndpoints;
  readonly clusterArn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** ARN of the key that encrypts the secrets and logs of the stack. */
  readonly keyArn: pulumi.Output<string>;
  readonly alertTopicArn: pulumi.Output<string>;
  /** ARN of the key that encrypts the alerts. */
  readonly alertKeyArn: pulumi.Output<string>;
  readonly monitoring: MonitoringSettings;
  /** The log group that the audit trail is delivered to. */
  readonly trailLogGroupName: pulumi.Output<string>;
  /** Where the calls for the stack's secrets are counted. */
  readonly records: RecordLog;
  /** ARNs of those whose reads of secrets are declared, beside the services' own roles. */
  readonly declaredReaders: pulumi.Output<string[]>;
  readonly alarms: {
    /** Names of the alarms that are not one service's. */
    readonly names: string[];
    /** How many metric filters count for them. */
    readonly filterCount: number;
  };
}
