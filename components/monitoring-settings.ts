/** What is watched, from when on it is an alarm, and who hears of it; as it is declared. */
export interface MonitoringSettings {
  /** Log group of an existing trail; without it the environment has a trail of its own. */
  trailLogGroupName?: string | undefined;
  trailRetentionInDays: number;
  objectLockInDays?: number | undefined;
  accessThreshold: number;
  /** Seconds. */
  accessPeriod: number;
  deploymentsPerPeriod: number;
  /** ARNs, with `*` and `?` as wildcards. */
  readers: string[];
  deployers: string[];
  manualRotationDeadlineInDays: number;
  rolloutDeadlineInHours: number;
  /** Address of the folder with the runbooks, without a slash at its end. */
  runbookUrl: string;
  subscriptions: Subscriptions;
}

export interface Subscriptions {
  emails: string[];
  urls: string[];
  slack: { workspaceId: string; channelId: string }[];
  teams: { tenantId: string; teamId: string; channelId: string }[];
}
