import { randomUUID } from "node:crypto";

/** Records as CloudTrail writes them. (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html) */
export type TrailRecord = Record<string, unknown>;

export const account = "123456789012";
const region = "eu-west-1";

/** The full ARN of a secret. */
export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCd12`;
}

/** A session of a role. CloudTrail leaves the role's path out of the session's ARN. */
export function roleSession(name: string, path = "/"): TrailRecord {
  const roleId = "AROAEXAMPLEEXAMPLE001";
  return {
    type: "AssumedRole",
    principalId: `${roleId}:session`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
    accountId: account,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: roleId,
        arn: `arn:aws:iam::${account}:role${path}${name}`,
        accountId: account,
        userName: name,
      },
      attributes: { creationDate: "2026-11-24T10:00:00Z", mfaAuthenticated: "false" },
    },
  };
}

export function user(name: string): TrailRecord {
  return {
    type: "IAMUser",
    principalId: "AIDAEXAMPLE",
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    userName: name,
  };
}

export const root: TrailRecord = {
  type: "Root",
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
};

interface Call {
  by: TrailRecord;
  /** @default none, as for calls without parameters */
  requestParameters?: TrailRecord | null;
  /** @default none, as for calls that succeed */
  errorCode?: string;
}

/** A call of an API. */
export function call(
  eventSource: string,
  eventName: string,
  { by, requestParameters = null, errorCode }: Call,
): TrailRecord {
  const readOnly = /^(Get|BatchGet|List|Describe|Lookup)/.test(eventName);
  return {
    ...common(eventSource, eventName),
    userIdentity: by,
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-sdk-js/3.1164.0",
    ...(errorCode === undefined ? {} : { errorCode, errorMessage: `${errorCode}: the call was refused` }),
    requestParameters,
    responseElements: null,
    requestID: randomUUID(),
    readOnly,
    eventType: "AwsApiCall",
  };
}

/** Reads a secret, by whatever the caller writes. */
export function read(secretId: string, by: TrailRecord, errorCode?: string): TrailRecord {
  const requestParameters = { secretId };
  return call("secretsmanager.amazonaws.com", "GetSecretValue", {
    by,
    requestParameters,
    ...(errorCode === undefined ? {} : { errorCode }),
  });
}

/**
 * What BatchGetSecretValue leaves: a GetSecretValue for each secret, beside the call itself.
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html)
 */
export function batchRead(secretIdList: string[], by: TrailRecord): TrailRecord[] {
  return [
    call("secretsmanager.amazonaws.com", "BatchGetSecretValue", { by, requestParameters: { secretIdList } }),
    ...secretIdList.map((secretId) => read(secretId, by)),
  ];
}

/** An event of Secrets Manager's own, such as `RotationFailed`. */
export function rotationEvent(eventName: string, name: string, errorMessage?: string): TrailRecord {
  return {
    ...common("secretsmanager.amazonaws.com", eventName),
    userIdentity: { accountId: account, invokedBy: "secretsmanager.amazonaws.com" },
    sourceIPAddress: "secretsmanager.amazonaws.com",
    userAgent: "secretsmanager.amazonaws.com",
    ...(errorMessage === undefined ? {} : { errorMessage }),
    requestParameters: null,
    responseElements: null,
    additionalEventData: { SecretId: secretArn(name) },
    readOnly: false,
    eventType: "AwsServiceEvent",
    serviceEventDetails: null,
  };
}

/** What a KMS call leaves: it names the key under `resources` too. */
export function keyCall(eventName: string, keyId: string, by: TrailRecord): TrailRecord {
  const ARN = keyId.startsWith("arn:") ? keyId : `arn:aws:kms:${region}:${account}:key/${keyId}`;
  return {
    ...call("kms.amazonaws.com", eventName, { by, requestParameters: { keyId } }),
    resources: [{ accountId: account, type: "AWS::KMS::Key", ARN }],
  };
}

/** ECS starts tasks of a service: one read for each key and task, as the execution role, by the full ARN. */
export function taskStarts(tasks: number, keys: number, name: string, executionRole: string): TrailRecord[] {
  return Array.from({ length: tasks * keys }, () => read(secretArn(name), roleSession(executionRole)));
}

/** What else is in a trail. */
export function noise(): TrailRecord[] {
  const by = roleSession("web-prod-task");
  return [
    call("s3.amazonaws.com", "GetBucketLocation", {
      by,
      requestParameters: { bucketName: "auth-service-prod-config" },
    }),
    call("ssm.amazonaws.com", "GetParameter", {
      by,
      requestParameters: { name: "auth-service-prod-config" },
    }),
    call("sts.amazonaws.com", "AssumeRole", {
      by,
      requestParameters: { roleArn: `arn:aws:iam::${account}:role/other` },
    }),
    call("ecs.amazonaws.com", "UpdateService", { by, requestParameters: { service: "auth-service-prod" } }),
    call("secretsmanager.amazonaws.com", "ListSecrets", { by }),
    call("secretsmanager.amazonaws.com", "DescribeSecret", {
      by,
      requestParameters: { secretId: secretArn("auth-service-prod-config") },
    }),
    read(secretArn("auth-service-test-config"), by),
    read("other-auth-service-prod-config", by),
    keyCall("Decrypt", "11111111-1111-4111-8111-111111111111", by),
  ];
}

function common(eventSource: string, eventName: string): TrailRecord {
  return {
    eventVersion: "1.11",
    eventTime: "2026-11-24T12:00:00Z",
    eventSource,
    eventName,
    awsRegion: region,
    eventID: randomUUID(),
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
  };
}
