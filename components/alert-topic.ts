import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";

/** The topic of an environment's alerts. */
export function createAlertTopic(
  name: string,
  { environment, tags }: { environment: Environment; tags: Record<string, string> },
  keyArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): aws.sns.Topic {
  return new aws.sns.Topic(
    `${name}-alerts`,
    { name: alertTopicName(environment), kmsMasterKeyId: keyArn, tags },
    opts,
  );
}

export function alertTopicName(environment: Environment): string {
  return `${pulumi.getProject()}-${environment}-alerts`;
}
