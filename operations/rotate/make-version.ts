import { setTimeout as delay } from "node:timers/promises";

import { RotateSecretCommand } from "@aws-sdk/client-secrets-manager";

import { functionNameOf } from "../../rotation/contract/rotation-function";
import { hasLabel, versionWith } from "../../rotation/contract/version-labels";
import { Problem } from "../problem";
import { findSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { changeSecret, makeCurrent, removeWrittenLabel, writtenLabel } from "../value/change-secret";
import { readSecretValue } from "../value/secret-value";
import { lastVersionOf } from "./journal";
import { type RotateOptions, type Rotation } from "./rotation";
import { stageOf } from "./stage";
import { type StepFailure, stepFailures } from "./step-failure";

/** Milliseconds between two looks at a rotation. */
const interval = 1000;

/**
 * Makes a rotation's version AWSCURRENT, from wherever it stands: first what the rotation function makes, then what a person gave. A
 * rotation that another version has overtaken is left as it is.
 *
 * @throws Problem where the function fails
 */
export async function makeVersion(rotation: Rotation, options: RotateOptions): Promise<void> {
  const { journal, secret, values } = rotation;
  const { progress } = options;
  progress.begin("create");
  const present = await describe(secret, options);
  const stage = stageOf(journal, present.labels);
  if (stage !== "create" && stage !== "update") return tidyUp(rotation, present, options);
  if (journal.parts !== "hand" && hasLabel(journal.before, "AWSCURRENT", present.labels)) {
    await rotateByFunction(rotation, options);
  }
  if (values !== undefined)
    progress.note(`${secret.name}: a person has given ${Object.keys(values).join(", ")}`);
  progress.begin("update");
  if (journal.parts !== "function") await putByHand(rotation, options);
  const { labels } = await describe(secret, options);
  progress.note(`${secret.name}: AWSCURRENT is version ${versionWith("AWSCURRENT", labels) ?? "none"}`);
}

async function rotateByFunction(
  { secret, journal, makers }: Rotation,
  options: RotateOptions,
): Promise<void> {
  const { clients, progress, deadline } = options;
  const { rotationFunctionArn: functionArn = "", name } = secret;
  const { versionId, before } = journal;
  const functionName = functionNameOf(functionArn);
  const failures = () => stepFailures(clients.logs, functionArn, versionId);
  const known = new Set((await failures()).map(({ id }) => id));
  const keys = Object.keys(makers.byFunction).join(", ");
  progress.note(`${name}: ${functionName} makes ${keys || "new values"} in version ${versionId}`);
  await askForRotation(secret, versionId, options);
  for (;;) {
    const { labels } = await describe(secret, options);
    if (!hasLabel(before, "AWSCURRENT", labels) || hasLabel(versionId, "AWSPREVIOUS", labels)) return;
    const failure = (await failures()).find(({ id }) => !known.has(id));
    if (failure !== undefined) throw new Problem(failed(name, functionName, failure));
    if (Date.now() >= deadline) {
      throw new Problem(
        `the rotation of ${name} is not over yet: /aws/lambda/${functionName} says what it does, and --timeout waits longer`,
      );
    }
    await delay(interval);
  }
}

/**
 * Asks for a rotation, or for its rest: while its version is AWSPENDING, Secrets Manager may refuse to begin it anew, and tries again by
 * itself (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html).
 */
async function askForRotation(
  secret: StackSecret,
  ClientRequestToken: string,
  options: RotateOptions,
): Promise<void> {
  try {
    const request = new RotateSecretCommand({ SecretId: secret.arn, ClientRequestToken });
    await options.clients.secretsManager.send(request);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "InvalidRequestException") throw error;
    const { labels } = await describe(secret, options);
    if (labels[ClientRequestToken] === undefined) throw error;
    options.progress.note(`${secret.name}: Secrets Manager has begun it already, and goes on by itself`);
  }
}

function failed(name: string, functionName: string, { step, message }: StepFailure): string {
  return (
    `the rotation of ${name} failed in ${step} of ${functionName}: ${message}\n` +
    "AWSCURRENT is as it was, and the service goes on with it. Secrets Manager tries again by itself; --resume does so at once."
  );
}

async function putByHand({ secret, journal, values }: Rotation, options: RotateOptions): Promise<void> {
  const { secretsManager } = options.clients;
  const { labels } = await describe(secret, options);
  const from = journal.parts === "hand" ? journal.before : journal.versionId;
  const last = lastVersionOf(journal);
  if (!hasLabel(from, "AWSCURRENT", labels)) return;
  if (hasLabel(last, writtenLabel, labels)) return makeCurrent(secretsManager, secret, from, last);
  const present = await readSecretValue(secretsManager, secret, { VersionId: from });
  await changeSecret(secretsManager, secret, present, { ...present.values, ...values }, last);
}

/** What an interrupted {@link putByHand} may have left. */
async function tidyUp(
  { journal, secret }: Rotation,
  { labels }: StackSecret,
  { clients }: RotateOptions,
): Promise<void> {
  const last = lastVersionOf(journal);
  if (hasLabel(last, writtenLabel, labels)) await removeWrittenLabel(clients.secretsManager, secret, last);
}

function describe({ name, environment }: StackSecret, { clients }: RotateOptions): Promise<StackSecret> {
  return findSecret(clients.secretsManager, name, environment);
}
