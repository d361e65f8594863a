/** Why tasks stop, in AWS's words and in ours. */
export interface StopCause {
  /** A stable name. */
  cause: string;
  /** A clause. */
  meaning: string;
  fix: string;
}

/**
 * What ECS says of a stopped task, or of one of its containers, to the cause; the first that matches is it
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html).
 */
const causes: readonly (readonly [pattern: RegExp, cause: StopCause])[] = [
  [
    /did not contain json key/i,
    {
      cause: "json-key-missing",
      meaning: "a secret lacks a JSON key that the task takes",
      fix: "see the check secret-keys, which says how to put the key",
    },
  ],
  [
    /unable to (?:pull|retrieve) secrets?.*(?:not JSON|invalid character|unmarshal)/is,
    {
      cause: "not-json",
      meaning: "a secret's value is no JSON object",
      fix: "see the check secret-is-json, which says how to put one",
    },
  ],
  [
    /(?:secrets?|asm).*marked (?:as deleted|for deletion)/is,
    {
      cause: "secret-deleted",
      meaning: "a secret waits for its deletion",
      fix: "see the check secret-in-use, which says how to restore it",
    },
  ],
  [
    /(?:secrets?|asm).*(?:ResourceNotFound|can't find the specified secret)/is,
    {
      cause: "secret-not-found",
      meaning: "a secret, or a version of it, is not there",
      fix: "compare the ARN in the task definition with the secret's, and deploy the stack again",
    },
  ],
  [
    /(?:secrets?|asm).*(?:AccessDenied|not authorized)/is,
    {
      cause: "secret-access-denied",
      meaning: "the execution role may not read a secret, or use its key",
      fix: "see the checks of the role, the secret's policy and the key",
    },
  ],
  [
    /(?:secrets?|asm).*(?:DecryptionFailure|KMSInvalidState|is disabled)/is,
    {
      cause: "key-unusable",
      meaning: "the key of a secret cannot be used",
      fix: "enable the key, or cancel its deletion",
    },
  ],
  [
    /(?:secrets?|registry auth).*(?:i\/o timeout|context deadline exceeded|connection (?:timed out|refused)|no such host)/is,
    {
      cause: "no-network-path",
      meaning: "the task has no way to Secrets Manager",
      fix: "see the checks of the network",
    },
  ],
  [
    /CannotPull(?:Container|ECRContainer|Image|ImageManifest)\w*/,
    {
      cause: "image-not-pulled",
      meaning: "the image cannot be pulled",
      fix: "see that the image is there, and that the execution role and the network let it be pulled",
    },
  ],
  [
    /OutOfMemory/i,
    {
      cause: "out-of-memory",
      meaning: "a container used more memory than it has",
      fix: "give the service more memory",
    },
  ],
  [
    /failed (?:ELB|container) health checks/i,
    {
      cause: "unhealthy",
      meaning: "its health checks failed",
      fix: "see the service's log, and whether the health check fits the application",
    },
  ],
  [
    /Capacity is unavailable|RESOURCE:(?:CPU|MEMORY|ENI)|Timeout waiting for network interface/i,
    {
      cause: "no-capacity",
      meaning: "Fargate had no capacity or no network interface for it",
      fix: "wait, or use more availability zones and larger subnets",
    },
  ],
  [
    /ResourceInitializationError/,
    {
      cause: "not-initialized",
      meaning: "ECS could not prepare it",
      fix: "see the checks of the role and the network",
    },
  ],
  [
    /Essential container in task exited/i,
    {
      cause: "container-exited",
      meaning: "its container exited",
      fix: "see the service's log; where it began with a new value, the value may not work",
    },
  ],
];

/** Why a task stopped; `undefined` where ECS or a person stopped it on purpose. */
export function stopCauseOf(reasons: readonly string[], stopCode: string | undefined): StopCause | undefined {
  const text = reasons.join("\n");
  const known = causes.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return known;
  if (stopCode !== "TaskFailedToStart") return undefined;
  return { cause: "unknown", meaning: "it failed to start", fix: "see the task's stopped reason in ECS" };
}
