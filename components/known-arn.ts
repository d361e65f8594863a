import * as pulumi from "@pulumi/pulumi";

/**
 * A resource's ARN. Where AWS has made a resource and the provider then failed to look at it, the state has no ARN of it, whatever the type
 * says, and no later deployment gets it: a service would land in the account's default cluster, and a secret be encrypted with the account's own
 * key. Only a refresh helps.
 *
 * @param what the resource, as in `the cluster of test`
 * @throws pulumi.RunError, once it is seen that the state has no ARN.
 */
export function knownArn(arn: pulumi.Output<string>, what: string): pulumi.Output<string> {
  return arn.apply((given: string | null | undefined) => {
    if (given != null) return given;
    const stack = pulumi.getStack();
    throw new pulumi.RunError(
      `the state has no ARN of ${what}: a deployment ended before AWS had told it. ` +
        `Run pulumi refresh --stack ${stack}, and deploy again`,
    );
  });
}
