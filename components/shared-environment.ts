import type * as pulumi from "@pulumi/pulumi";

import { type Replica } from "./environment-key";
import { type RecordLog } from "./metric-filters";
import { type MonitoringSettings } from "./monitoring-settings";
import { type ServicePlace } from "./service-place";

/** What the services of a stack with secrets are given by their environment, whether their own stack makes it or another one. */
export interface SharedEnvironment extends ServicePlace {
  /** Name of the stack that the services are in, after which their functions, key and dashboard are named. */
  readonly stack: string;
  /** ARNs of those who come through the wall around every secret. Absent where there is no wall. */
  readonly wallPrincipalArns?: pulumi.Input<string>[];
  /** ARN of the role that a pipeline's previews act as. Absent where there is none. */
  readonly previewRoleArn?: pulumi.Output<string>;
  /** The Regions that the secrets are replicated to. */
  readonly replicaRegions: readonly string[];
  /** The same Regions, each with its key. */
  readonly replicas: readonly Replica[];
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
