import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment, secretName } from "../naming";
import { keyAliasName } from "./environment-key";
import { type ServiceSpec } from "./service-spec";

/** A secret that is made elsewhere: in the primary Region, from where it is replicated to the stack's own. */
export interface ReplicaSecret {
  /** The full ARN of the replica. */
  arn: pulumi.Output<string>;
  secretName: string;
  /** Names of the JSON keys. */
  keys: readonly string[];
}

/**
 * Looks up the replicas of a service's secrets, by name and in the stack's own Region: while the primary Region is down, the
 * stack can be deployed all the same.
 *
 * @throws pulumi.RunError, at preview, for a secret that is not there.
 */
export function findReplicas(
  { name: service, secrets }: Pick<ServiceSpec, "name" | "secrets">,
  environment: Environment,
  opts: pulumi.InvokeOptions,
): ReplicaSecret[] {
  return secrets.map(({ type, keys }) => {
    const name = secretName({ service, environment, secretType: type });
    const found = aws.secretsmanager.getSecret({ name }, opts);
    const arn = pulumi.output(orExplain(found, `secret ${name}`)).arn;
    return { arn, secretName: name, keys: Object.keys(keys).sort() };
  });
}

/**
 * Looks up the ARN of the environment's key in the stack's own Region.
 *
 * @throws pulumi.RunError, at preview, where there is none.
 */
export function findReplicaKey(environment: Environment, opts: pulumi.InvokeOptions): pulumi.Output<string> {
  const name = keyAliasName(environment);
  return pulumi.output(orExplain(aws.kms.getAlias({ name }, opts), `key ${name}`)).targetKeyArn;
}

/** What was found; or an error that says what to do where it is not there. */
export async function orExplain<Found>(found: Promise<Found>, what: string): Promise<Found> {
  try {
    return await found;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new pulumi.RunError(
      `${what} is not in this Region: name the Region in replicaRegions of the primary Region's stack, and deploy that one first (${cause})`,
    );
  }
}
