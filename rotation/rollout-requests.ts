import { createHash } from "node:crypto";
import { current, deployed } from "./contract/labels";
import { type RolloutAnswer, type RolloutRequest } from "./contract/rollout-request";
import { RotationError } from "./rotation-error";
import {
  changedUnownedKeys,
  describeSecret,
  pendingId,
  type RotationTools,
  type Secret,
  valuesOf,
} from "./secret";
import { type SecretDescription } from "./secret-store";
import { type SecretValues } from "./secret-values";
import { type Strategy } from "./strategy";
import { TargetError } from "./target-error";
import { hasLabel, versionWith } from "./contract/version-labels";

/**
 * Does what the rollout function asks for. Each request may be repeated.
 *
 * @throws RotationError when `CurrentVersionId` is not AWSCURRENT, or a target refuses.
 */
export async function answerRolloutRequest(
  request: RolloutRequest,
  tools: RotationTools,
): Promise<RolloutAnswer> {
  const { SecretId, CurrentVersionId } = request;
  const isSettled = ({ versions }: SecretDescription) => hasLabel(CurrentVersionId, current, versions);
  const secret = await describeSecret(SecretId, isSettled, tools);
  if (request.Step === "endOverlap" && hasLabel(idAfterOverlap(CurrentVersionId), current, secret.versions)) {
    return { outcome: "overlap-ended" };
  }
  refuseOtherVersions(request, secret);
  switch (request.Step) {
    case "retireSecret":
      return retireSecret(secret, request);
    case "checkSecret":
      return checkSecret(secret, request);
    case "endOverlap":
      return endOverlap(secret, request);
  }
}

function refuseOtherVersions({ CurrentVersionId, VersionIds }: RolloutRequest, secret: Secret): void {
  const { name, versions } = secret;
  if (!hasLabel(CurrentVersionId, current, versions)) {
    const currentId = versionWith(current, versions) ?? "no version";
    throw new RotationError(`version ${CurrentVersionId} of ${name} is not AWSCURRENT, ${currentId} is`);
  }
  if (VersionIds.includes(CurrentVersionId)) {
    throw new RotationError(`version ${CurrentVersionId} of ${name} is AWSCURRENT, and not an old version`);
  }
}

async function retireSecret(secret: Secret, request: RolloutRequest): Promise<RolloutAnswer> {
  const { arn, store, strategies, versions } = secret;
  const present = await valuesOf(secret, request.CurrentVersionId);
  // DEPLOYED means that all is retired. A late request would hit the credentials that the next rotation has made since.
  const retirable = hasLabel(request.CurrentVersionId, deployed, versions) ? [] : request.VersionIds;
  const reasons = retirable.length === 0 ? [] : await problemsOfAll(strategies, present, "present");
  if (reasons.length > 0) return { outcome: "invalid", reason: reasons.join("; ") };
  for (const id of retirable) {
    const old = await store.read(arn, id);
    if (old === undefined) continue;
    for (const strategy of strategies) await strategy.retire(old, present);
  }
  const hours = strategies.map(({ overlap }) => (overlap?.holdsOld(present) === true ? overlap.hours : 0));
  return { outcome: "retired", overlapHours: Math.max(0, ...hours) };
}

async function checkSecret(secret: Secret, request: RolloutRequest): Promise<RolloutAnswer> {
  const { arn, name, store, strategies } = secret;
  const present = await valuesOf(secret, request.CurrentVersionId);
  const problems: string[] = [];
  const unknowns: string[] = [];
  for (const id of request.VersionIds) {
    const old = await store.read(arn, id);
    if (old === undefined) {
      problems.push(`version ${id} of ${name} has no value`);
      continue;
    }
    for (const key of changedUnownedKeys(secret, old, present)) {
      unknowns.push(`${key} has no strategy that could tell whether its old value still works`);
    }
    problems.push(...(await problemsOfAll(strategies, old, "old")));
  }
  if (problems.length + unknowns.length === 0) return { outcome: "valid" };
  const reason = [...unknowns, ...problems].join("; ");
  return { outcome: problems.length > 0 ? "invalid" : "unknown", reason };
}

/** What strategies hold against values. What fails in another way than it should says nothing about them. */
async function problemsOfAll(
  strategies: readonly Strategy[],
  values: SecretValues,
  age: "old" | "present",
): Promise<string[]> {
  const problems: string[] = [];
  for (const strategy of strategies) {
    try {
      await strategy.test(values);
    } catch (error) {
      if (!(error instanceof RotationError) || error instanceof TargetError) throw error;
      problems.push(`the ${age} value of ${strategy.keys.join(", ")} does not work: ${error.message}`);
    }
  }
  return problems;
}

async function endOverlap(secret: Secret, { CurrentVersionId }: RolloutRequest): Promise<RolloutAnswer> {
  const { arn, name, store, strategies, versions } = secret;
  const present = await valuesOf(secret, CurrentVersionId);
  const overlaps = strategies.flatMap(({ overlap }) =>
    overlap?.holdsOld(present) === true ? [overlap] : [],
  );
  if (overlaps.length === 0) return { outcome: "overlap-ended" };
  await refuseDuringRotation(secret);
  const id = idAfterOverlap(CurrentVersionId);
  if (id in versions) {
    throw new RotationError(
      `version ${id} of ${name}, which ends the overlap, was taken back: rotate the secret`,
    );
  }
  const values = overlaps.reduce((next, overlap) => ({ ...next, ...overlap.end(next) }), present);
  await store.write(arn, { id, values, labels: [current] });
  return { outcome: "overlap-ended" };
}

/** A new AWSCURRENT ends a rotation under way, and would leave behind what it has made at its targets. */
async function refuseDuringRotation(secret: Secret): Promise<void> {
  const { arn, name, store } = secret;
  const id = pendingId(secret);
  if (id === undefined || (await store.read(arn, id)) === undefined) return;
  throw new RotationError(
    `the overlap of ${name} ends after the rotation under way, AWSPENDING on version ${id}`,
  );
}

/** The same for a repeated request, so that it writes nothing more. */
function idAfterOverlap(currentVersionId: string): string {
  return createHash("sha256").update(`${currentVersionId} after its overlap`).digest("hex").slice(0, 32);
}
