import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Where a provider deploys to. Nothing about regions, accounts or partitions is assumed anywhere else. */
export interface AwsContext {
  accountId: pulumi.Output<string>;
  /** Who deploys: of a role, the ARN of its session. */
  callerArn: pulumi.Output<string>;
  /** For example `eu-west-1`. */
  region: pulumi.Output<string>;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: pulumi.Output<string>;
  /** Ending of regional service principals and of `kms:ViaService`, for example `amazonaws.com`. */
  dnsSuffix: pulumi.Output<string>;
}

/** Asks the provider that children of `parent` use. */
export function awsContext(parent: pulumi.Resource): AwsContext {
  const partition = aws.getPartitionOutput({}, { parent });
  const caller = aws.getCallerIdentityOutput({}, { parent });
  return {
    accountId: caller.accountId,
    callerArn: caller.arn,
    region: aws.getRegionOutput({}, { parent }).region,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
  };
}
