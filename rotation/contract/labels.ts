/** Secrets Manager's own staging labels. */
export const current = "AWSCURRENT";
export const previous = "AWSPREVIOUS";
export const pending = "AWSPENDING";

/** On the version that deployment gave the secret. */
export const bootstrap = "BOOTSTRAP";

/**
 * On the version that every running task is known to have started with, and before which all credentials are retired. On
 * AWSCURRENT, there is nothing to do; elsewhere, the version is what a rollback goes back to.
 */
export const deployed = "DEPLOYED";

/** On a version that was taken back: its deployment failed. Its credentials are cleared away by the next rotation. */
export const rolledBack = "ROLLED_BACK";

/** On an AWSCURRENT whose deployment failed and that cannot be taken back: a person has been told, once. */
export const held = "HELD";

/** The ECS deployment that was made for a version, on ECS's own clock. */
export interface DeploymentMark {
  /** Such as `ecs-svc/1234567890123456789`. */
  id: string;
  createdAt: Date;
}

/** The same in a Region that the secret is replicated to, on that Region's clock. */
export interface RegionalDeploymentMark extends DeploymentMark {
  region: string;
}

const deploymentLabel = /^DEPLOYMENT=(\S+)@(\S+)$/;
const regionalDeploymentLabel = /^DEPLOYMENT_IN=([a-z0-9-]+)\/(\S+)@(\S+)$/;
const overlapLabel = /^OVERLAP_UNTIL=(\S+)$/;

export function labelOfDeployment({ id, createdAt }: DeploymentMark): string {
  return `DEPLOYMENT=${id}@${createdAt.toISOString()}`;
}

/** Reads {@link labelOfDeployment} back; `undefined` for any other label. */
export function deploymentOf(label: string): DeploymentMark | undefined {
  const [, id, time] = deploymentLabel.exec(label) ?? [];
  return id === undefined || time === undefined ? undefined : { id, createdAt: new Date(time) };
}

export function labelOfRegionalDeployment({ region, id, createdAt }: RegionalDeploymentMark): string {
  return `DEPLOYMENT_IN=${region}/${id}@${createdAt.toISOString()}`;
}

/** Reads {@link labelOfRegionalDeployment} back; `undefined` for any other label. */
export function regionalDeploymentOf(label: string): RegionalDeploymentMark | undefined {
  const [, region, id, time] = regionalDeploymentLabel.exec(label) ?? [];
  if (region === undefined || id === undefined || time === undefined) return undefined;
  return { region, id, createdAt: new Date(time) };
}

/** On a version whose overlap keys hold the values before until then. */
export function labelOfOverlap(until: Date): string {
  return `OVERLAP_UNTIL=${until.toISOString()}`;
}

/** Reads {@link labelOfOverlap} back; `undefined` for any other label. */
export function overlapOf(label: string): Date | undefined {
  const [, time] = overlapLabel.exec(label) ?? [];
  return time === undefined ? undefined : new Date(time);
}
