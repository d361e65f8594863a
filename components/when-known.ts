import * as pulumi from "@pulumi/pulumi";

/**
 * An ARN that is unknown for as long as AWS's provider does not know it. Where the provider has made a resource and then failed to look at it, the
 * preview of the next attempt gives null for what AWS alone says of it, whatever the type says.
 */
export function whenKnown(arn: pulumi.Input<string>): pulumi.Output<string> {
  const unknown = pulumi.output(pulumi.unknown).apply(String);
  return pulumi
    .output(arn)
    .apply((given: string | null | undefined) => (given == null ? unknown : pulumi.output(given)));
}
