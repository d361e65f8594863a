import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ExistingClusterArgs {
  /** Name or ARN. */
  cluster: string;
}

/** An ECS cluster that is there already. What AWS says of its settings are inputs here, so that policies judge them too. */
export class ExistingCluster extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;

  /** @throws pulumi.RunError, at preview, for a cluster that is about to be deleted; AWS's own error where there is none. */
  constructor(name: string, { cluster }: ExistingClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { parent } = opts;
    const found = aws.ecs.getClusterOutput({ clusterName: cluster }, parent ? { parent } : {});
    const { settings } = found;
    super("secret-backed-services:components:ExistingCluster", name, { cluster, settings }, opts);
    requireActive(cluster, found.status);

    this.arn = found.arn;
    this.name = pulumi.output(nameOf(cluster)); // AWS's provider hands back what it was asked for, be it the ARN
    this.registerOutputs({ arn: this.arn, name: this.name });
  }
}

/** A deleted cluster can still be described for a while, as INACTIVE. */
function requireActive(cluster: string, status: pulumi.Output<string>): void {
  status.apply((known) => {
    if (known === "ACTIVE") return;
    throw new pulumi.RunError(
      `cluster must name an ECS cluster that is active, ${cluster} is ${known}: name another one`,
    );
  });
}

/** The tag by which the operators' commands find an existing cluster; one of the stack's own has the stack's name. */
export function clusterTag(cluster: string | undefined): Record<string, string> {
  return cluster === undefined ? {} : { Cluster: nameOf(cluster) };
}

function nameOf(cluster: string): string {
  return cluster.slice(cluster.lastIndexOf("/") + 1);
}
