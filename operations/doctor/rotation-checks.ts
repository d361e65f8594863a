import { keysOfTags } from "../../rotation/contract/key-tags";
import { pendingVersion } from "../../rotation/contract/version-labels";
import { type FoundJournal, journalsIn } from "../rotate/journal";
import { stageOf } from "../rotate/stage";
import { type StackSecret } from "../stack/stack-secret";
import { type Finding, judged, ok, problem } from "./finding";
import { type LogLine } from "./log-line";
import { type ObservedSecret } from "./observe/secret";

/** Milliseconds after which a rotation that has logged no failure counts as left behind: its four steps take 40 minutes at most. */
const longestRotation = 60 * 60 * 1000;

/** Whether a secret is rotated, in time, and to the end. */
export function rotationFindings(
  { secret, versions }: ObservedSecret,
  log: readonly LogLine[],
  now: Date,
): Finding[] {
  return [
    enabledFinding(secret),
    dueFinding(secret, now),
    ...judged("rotation-pending", secret.name, versions, (created) => [
      pendingFinding(secret, { created: created ?? new Map<string, Date>(), log, now }),
    ]),
  ];
}

function enabledFinding({ name, tags, rotationEnabled }: StackSecret): Finding {
  const rotated = Object.entries(keysOfTags(tags)).filter(([, strategy]) => strategy !== "manual");
  if (rotationEnabled) return ok("rotation-enabled", name, "it is rotated");
  if (rotated.length === 0) return ok("rotation-enabled", name, "it has no keys to rotate");
  return problem(
    "rotation-enabled",
    name,
    `its rotation is off, and ${rotated.map(([key]) => key).join(", ")} should be rotated`,
    "deploy the stack again, which turns it on",
  );
}

function dueFinding({ name, rotationEnabled, nextRotationAt }: StackSecret, now: Date): Finding {
  if (!rotationEnabled || nextRotationAt === undefined || nextRotationAt >= now) {
    return ok("rotation-due", name, "no rotation is overdue");
  }
  return problem(
    "rotation-due",
    name,
    `it should have been rotated by ${nextRotationAt.toISOString()}`,
    `mend what keeps it from rotating, then: aws secretsmanager rotate-secret --secret-id ${name}`,
  );
}

interface Surroundings {
  created: ReadonlyMap<string, Date>;
  log: readonly LogLine[];
  now: Date;
}

/** A version that is pending is either being made now or in the way of all later ones. */
function pendingFinding(secret: StackSecret, surroundings: Surroundings): Finding {
  const { name, arn, labels, environment } = secret;
  const { created, log, now } = surroundings;
  const versionId = pendingVersion(labels);
  const journal = journalsIn(labels).find((each) => [undefined, each.versionId].includes(versionId));
  if (journal !== undefined) return journalFinding(secret, journal, surroundings);
  if (versionId === undefined) return ok("rotation-pending", name, "no rotation is unfinished");
  const since = created.get(versionId);
  const failure = log.findLast(({ version }) => version === versionId);
  if (failure?.failed !== true && since !== undefined && now.getTime() - since.getTime() < longestRotation) {
    return ok("rotation-pending", name, `a rotation is under way since ${since.toISOString()}`);
  }
  return problem(
    "rotation-pending",
    name,
    `AWSPENDING was left on version ${versionId} of ${since?.toISOString() ?? "an unknown time"}, and no rotation begins until it is gone`,
    `take it away, then rotate again: secrets doctor --env ${environment} --fix`,
    { kind: "remove-pending-label", secret: name, secretArn: arn, versionId },
  );
}

/** A rotation of `secrets rotate` goes on where it stands, with its version: the label must stay. */
function journalFinding(
  { name, service, environment, labels }: StackSecret,
  journal: FoundJournal,
  { log, now }: Surroundings,
): Finding {
  const { startedAt, versionId } = journal;
  const since = startedAt.toISOString();
  const isRolledOut = ["deploy", "verify", "held"].includes(stageOf(journal, labels)); // which other checks look at
  const hasFailed = log.findLast(({ version }) => version === versionId)?.failed === true;
  const isYoung = now.getTime() - startedAt.getTime() < longestRotation;
  if (isRolledOut || (isYoung && !hasFailed)) {
    return ok("rotation-pending", name, `a rotation of secrets rotate is under way since ${since}`);
  }
  return problem(
    "rotation-pending",
    name,
    `a rotation that secrets rotate began at ${since} is unfinished, and no other one begins until it is over`,
    `go on with it: secrets rotate ${service} --env ${environment} --resume`,
  );
}
