import { setTimeout as delay } from "node:timers/promises";

import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from "@aws-sdk/client-cloudtrail";

export interface LookupOptions {
  /** Name of the calls, such as `GetSecretValue`. */
  eventName: string;
  region: string;
  /** Profile of the AWS configuration files. */
  profile?: string | undefined;
  since: Date;
  /** Gets a line for each page and each wait. */
  onProgress: (line: string) => void;
  /** Milliseconds between two requests: CloudTrail allows two a second. @default 500 */
  interval?: number;
  /** Milliseconds to wait after the first refusal; twice as long after each further one. @default 1000 */
  firstWait?: number;
}

const mostRefusals = 6;

/**
 * Asks CloudTrail's event history for every call of a name in a Region, newest first. CloudTrail takes one attribute to look
 * for, so that what else is asked for has to be picked out of the answer.
 * (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html)
 *
 * @returns the records, as JSON.
 */
export async function lookupCalls(options: LookupOptions): Promise<string[]> {
  const { eventName, region, profile, since, onProgress, interval = 500 } = options;
  const client = new CloudTrailClient({ region, ...(profile !== undefined && { profile }), maxAttempts: 1 });
  const records: string[] = [];
  let NextToken: string | undefined;
  for (let page = 1; ; page++) {
    const answer = await patiently(options, () =>
      client.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: eventName }],
          StartTime: since,
          MaxResults: 50,
          NextToken,
        }),
      ),
    );
    for (const { CloudTrailEvent } of answer.Events ?? []) {
      if (CloudTrailEvent !== undefined) records.push(CloudTrailEvent);
    }
    onProgress(`${region}: page ${page}, ${records.length} calls so far`);
    NextToken = answer.NextToken;
    if (NextToken === undefined) return records;
    await delay(interval);
  }
}

/** Waits longer after each refusal for calling too often, and gives up after a minute or so. */
async function patiently(
  { region, onProgress, firstWait = 1000 }: LookupOptions,
  request: () => Promise<LookupEventsCommandOutput>,
): Promise<LookupEventsCommandOutput> {
  for (let refusals = 0; ; refusals++) {
    try {
      return await request();
    } catch (error) {
      const throttled = error instanceof Error && /Throttl|TooManyRequests|RequestLimit/.test(error.name);
      if (!throttled || refusals === mostRefusals) throw error;
      const wait = firstWait * 2 ** refusals;
      onProgress(`${region}: CloudTrail asks to slow down, waiting ${wait / 1000} s`);
      await delay(wait);
    }
  }
}
