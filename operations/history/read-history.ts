import { type DeclaredStack } from "../access/declared-access";
import { type AccessRecord, parseRecord } from "./access-record";
import { lookupCalls } from "./lookup-events";
import { hasLogGroup, queryReads } from "./query-trail";
import { isSelected, type Selection } from "./selection";

/** Where stacks' calls are recorded. */
export type Recorded = Pick<DeclaredStack, "region" | "trailLogGroupName">;

export interface HistoryOptions {
  selection: Selection;
  now: Date;
  /** Profile of the AWS configuration files. */
  profile?: string | undefined;
  onProgress: (line: string) => void;
}

/** All selected records of some stacks, newest first: from the trail's log group where it is there, else from CloudTrail. */
export async function readHistory(
  stacks: readonly Recorded[],
  { selection, now, profile, onProgress }: HistoryOptions,
): Promise<AccessRecord[]> {
  const { since } = selection;
  const found = new Map<string, AccessRecord>();
  const lookedUp = new Set<string>();
  for (const { region, trailLogGroupName: logGroupName } of stacks) {
    const inLogs = await hasLogGroup(region, logGroupName, profile);
    if (!inLogs && lookedUp.has(region)) continue;
    const records = inLogs
      ? await queryReads({ region, profile, logGroupName, since, now, onProgress })
      : await lookupCalls({ eventName: "GetSecretValue", region, profile, since, onProgress });
    if (!inLogs) lookedUp.add(region);
    for (const json of records) {
      const record = parseRecord(json);
      if (record && isSelected(record, selection)) found.set(record.id, record);
    }
  }
  return [...found.values()].sort((a, b) => b.time.getTime() - a.time.getTime());
}
