import { z } from "zod";

import { callerOf, identity, nameOf } from "../history/access-record";
import { parsedJson } from "../parsed-json";

/** The calls that put a version, or make it the current one. */
export const puttingCalls = [
  "CreateSecret",
  "PutSecretValue",
  "UpdateSecret",
  "RotateSecret",
  "UpdateSecretVersionStage",
] as const;

/** A call that put a version of a secret, or made it the current one. */
export interface VersionCall {
  version: string;
  time: Date;
  /** Such as `PutSecretValue`; `AWSCURRENT` where the label was moved to it. */
  call: string;
  principal: string;
  session?: string;
}

const recordSchema = z.object({
  eventTime: z.coerce.date(),
  eventName: z.enum(puttingCalls),
  userIdentity: identity,
  errorCode: z.undefined().optional(),
  requestParameters: z.object({
    secretId: z.string().optional(),
    name: z.string().optional(),
    clientRequestToken: z.string().optional(),
    versionStage: z.string().optional(),
    moveToVersionId: z.string().optional(),
  }),
});

/** Reads a record of CloudTrail's; `undefined` for one of another secret, and for a call that put nothing or was refused. */
export function versionCall(json: string, secretName: string): VersionCall | undefined {
  const record = recordSchema.safeParse(parsedJson(json));
  if (!record.success) return undefined;
  const { eventTime: time, eventName, userIdentity, requestParameters } = record.data;
  const { secretId, name = "", clientRequestToken, versionStage, moveToVersionId } = requestParameters;
  if ((secretId === undefined ? name : nameOf(secretId)) !== secretName) return undefined;
  const isMove = eventName === "UpdateSecretVersionStage";
  if (isMove && versionStage !== "AWSCURRENT") return undefined;
  const version = isMove ? moveToVersionId : clientRequestToken;
  if (version === undefined) return undefined;
  return { version, time, call: isMove ? "AWSCURRENT" : eventName, ...callerOf(userIdentity) };
}
