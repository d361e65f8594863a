import { type ReplicationStatusType, type SecretListEntry } from "@aws-sdk/client-secrets-manager";

import { type Environment, parseSecretName, type SecretNameParts } from "../../naming";

/** A secret of a stack, as Secrets Manager lists it: everything but its value. */
export interface StackSecret extends SecretNameParts {
  name: string;
  /** The full ARN. */
  arn: string;
  /** Key id or ARN; absent for the AWS managed key. */
  keyId: string | undefined;
  tags: Record<string, string>;
  /** Version id to its staging labels. */
  labels: Record<string, string[]>;
  rotationEnabled: boolean;
  rotationFunctionArn: string | undefined;
  /** `rate(...)` or `cron(...)`. */
  rotationSchedule: string | undefined;
  createdAt: Date | undefined;
  lastChangedAt: Date | undefined;
  lastRotatedAt: Date | undefined;
  nextRotationAt: Date | undefined;
  /** When its deletion was asked for; absent for a secret that is in use. */
  deletedAt: Date | undefined;
  /** Of a replica, the Region in which it was made. */
  primaryRegion: string | undefined;
  /** How far replication has come, a Region each. A list of secrets does not tell: empty there. */
  replicas: Replica[];
}

/** A secret's replica in another Region. */
export interface Replica {
  region: string;
  /** InSync, InProgress or Failed. */
  status: string;
  /** Why it is so, in Secrets Manager's words. */
  message: string | undefined;
  /** Key id or ARN there; absent for the AWS managed key. */
  keyId?: string | undefined;
}

/** A secret as it is listed, or as it is described. */
type SecretEntry = SecretListEntry & { ReplicationStatus?: ReplicationStatusType[] | undefined };

/** Reads an entry of ListSecrets; `undefined` for a secret of another environment or of no service. */
export function stackSecret(entry: SecretEntry, environment: Environment): StackSecret | undefined {
  const { Name: name = "", ARN: arn } = entry;
  const parts = parseSecretName(name);
  if (arn === undefined || parts?.environment !== environment) return undefined;
  const { ScheduleExpression, AutomaticallyAfterDays } = entry.RotationRules ?? {};
  return {
    ...parts,
    name,
    arn,
    tags: Object.fromEntries((entry.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    labels: entry.SecretVersionsToStages ?? {},
    rotationEnabled: entry.RotationEnabled ?? false,
    keyId: entry.KmsKeyId,
    rotationFunctionArn: entry.RotationLambdaARN,
    rotationSchedule: ScheduleExpression ?? daily(AutomaticallyAfterDays),
    createdAt: entry.CreatedDate,
    lastChangedAt: entry.LastChangedDate,
    lastRotatedAt: entry.LastRotatedDate,
    nextRotationAt: entry.NextRotationDate,
    deletedAt: entry.DeletedDate,
    primaryRegion: entry.PrimaryRegion,
    replicas: (entry.ReplicationStatus ?? []).map(
      ({ Region = "", Status = "unknown", StatusMessage, KmsKeyId }) => ({
        region: Region,
        status: Status,
        message: StatusMessage,
        keyId: KmsKeyId,
      }),
    ),
  };
}

function daily(days: number | undefined): string | undefined {
  return days === undefined ? undefined : `rate(${days} days)`;
}
