import { z } from "zod";

import { parsedJson } from "../parsed-json";

/** One try to read a secret, as CloudTrail recorded it. */
export interface AccessRecord {
  id: string;
  time: Date;
  /** Name of the secret, whichever way the caller wrote it. */
  secret: string;
  /** Who called: the IAM ARN of a role, user or root, or the name of an AWS service. */
  principal: string;
  /** The session's name, where a role was used. */
  session?: string;
  /** Address that the call came from, or the AWS service that made it. */
  from: string;
  /** `read`, or the error's code. */
  result: string;
}

/** Who called, as CloudTrail records it. */
export const identity = z.object({
  type: z.string().optional(),
  arn: z.string().optional(),
  invokedBy: z.string().optional(),
  sessionContext: z.object({ sessionIssuer: z.object({ arn: z.string() }).optional() }).optional(),
});

const recordSchema = z.object({
  eventID: z.string(),
  eventTime: z.coerce.date(),
  eventName: z.literal("GetSecretValue"),
  userIdentity: identity,
  sourceIPAddress: z.string().default("unknown"),
  errorCode: z.string().optional(),
  requestParameters: z.object({ secretId: z.string() }),
});

/** Reads a record of CloudTrail's; `undefined` for another call than GetSecretValue. */
export function parseRecord(json: string): AccessRecord | undefined {
  const parsed = recordSchema.safeParse(parsedJson(json));
  if (!parsed.success) return undefined;
  const { eventID, eventTime, userIdentity, sourceIPAddress, errorCode, requestParameters } = parsed.data;
  return {
    id: eventID,
    time: eventTime,
    secret: nameOf(requestParameters.secretId),
    ...callerOf(userIdentity),
    from: sourceIPAddress,
    result: errorCode ?? "read",
  };
}

/** Of a full ARN, without the six characters at its end; of an ARN without them, or a name, as it is. */
export function nameOf(secretId: string): string {
  const [, name] = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.+)$/.exec(secretId) ?? [];
  if (name === undefined) return secretId;
  return /-(config|api-keys|credentials)$/.test(name) ? name : name.replace(/-\w{6}$/, "");
}

/** The principal, and the session's name where a role was used. */
export function callerOf({ type, arn, invokedBy, sessionContext }: z.output<typeof identity>) {
  const [, session] = /:assumed-role\/[^/]+\/(.+)$/.exec(arn ?? "") ?? [];
  const principal = sessionContext?.sessionIssuer?.arn ?? arn ?? invokedBy ?? type ?? "unknown";
  return session === undefined ? { principal } : { principal, session };
}
