import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";

/** Who may be seen reading an environment's secrets, beside the services and rotation themselves. */
export interface ReadersArgs {
  /** Those who come through the wall, where there is one. */
  wallPrincipalArns?: pulumi.Input<string>[] | undefined;
  /** Names of roles and groups of developers. */
  developers?: { roles: string[]; groups: string[] } | undefined;
  /** ARNs, with `*` and `?` as wildcards, that are declared for monitoring alone. */
  readers: string[];
}

/**
 * ARNs of those whose reads are declared. CloudTrail does not record a user's groups, so that where a group of developers may
 * read, every user of the account counts as declared.
 */
export function declaredReaders(
  { wallPrincipalArns = [], developers, readers }: ReadersArgs,
  { accountId, partition }: AwsContext,
): pulumi.Output<string[]> {
  const inAccount = (principal: string) =>
    pulumi.interpolate`arn:${partition}:iam::${accountId}:${principal}`;
  const people = [
    ...(developers?.roles ?? []).map((role) => inAccount(`role/${role}`)),
    ...((developers?.groups ?? []).length > 0 ? [inAccount("user/*")] : []),
  ];
  return pulumi.all([...wallPrincipalArns, ...people, ...readers]);
}
