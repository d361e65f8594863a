import { readFileSync } from "node:fs";
import { z } from "zod";

import { callJson, localAws } from "./local-aws";
import { secretText } from "./secret-text";
import { alsoWritten } from "./written-output";

const groupsSchema = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const eventsSchema = z.object({ events: z.array(z.object({ message: z.string() })) });
const secretsSchema = z.object({ SecretList: z.array(z.object({ ARN: z.string() })) });
const versionsSchema = z.object({ Versions: z.array(z.object({ VersionId: z.string() })).default([]) });
const valueSchema = z.object({ SecretString: z.string() });

/** What the local AWS has written so far: its own log, and each log group. */
export async function localAwsLogs(): Promise<Map<string, string>> {
  const texts = new Map([["the local AWS", readFileSync(localAws().log, "utf8")]]);
  const { logGroups } = groupsSchema.parse(await callJson("logs", "Logs_20140328.DescribeLogGroups", {}));
  for (const { logGroupName } of logGroups) texts.set(logGroupName, await logOf(logGroupName));
  return texts;
}

/** Counts the local AWS's logs among what the run writes, and all values that it has among the secret texts. */
export async function keepLocalAwsLogs(): Promise<void> {
  for (const [name, text] of await localAwsLogs()) alsoWritten(name, text);
  const { SecretList } = secretsSchema.parse(await callSecrets("ListSecrets", { MaxResults: 100_000 }));
  for (const { ARN: SecretId } of SecretList) {
    const request = { SecretId, IncludeDeprecated: true, MaxResults: 100 };
    const { Versions } = versionsSchema.parse(await callSecrets("ListSecretVersionIds", request));
    for (const { VersionId } of Versions) {
      // A version may have no value, or one whose key a test has disabled.
      const value = valueSchema.safeParse(await callSecrets("GetSecretValue", { SecretId, VersionId }));
      if (value.success) secretText(value.data.SecretString);
    }
  }
}

function callSecrets(operation: string, request: object): Promise<unknown> {
  return callJson("secretsmanager", `secretsmanager.${operation}`, request);
}

async function logOf(logGroupName: string): Promise<string> {
  const answer = await callJson("logs", "Logs_20140328.FilterLogEvents", { logGroupName, limit: 10_000 });
  return eventsSchema
    .parse(answer)
    .events.map(({ message }) => message)
    .join("\n");
}
