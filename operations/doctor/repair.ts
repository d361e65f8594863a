/** A change that mends a problem, harms nothing, and can be taken back. */
export type Repair =
  | { kind: "remove-pending-label"; secret: string; secretArn: string; versionId: string }
  | { kind: "restore-secret"; secret: string; secretArn: string }
  | { kind: "start-rollout"; secret: string; secretArn: string };

/** What a repair does, as a person is asked for it. */
export function describeRepair(repair: Repair): string {
  switch (repair.kind) {
    case "remove-pending-label":
      return `take AWSPENDING off version ${repair.versionId} of ${repair.secret}`;
    case "restore-secret":
      return `cancel the deletion of ${repair.secret}`;
    case "start-rollout":
      return `have the rollout function bring ${repair.secret} to the running tasks`;
  }
}
