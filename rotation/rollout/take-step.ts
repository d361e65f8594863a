import * as labels from "../contract/labels";
import { type RolloutAnswer } from "../contract/rollout-request";
import { RotationError } from "../rotation-error";
import { type AlertedSecret } from "./alert";
import { type Step } from "./next-step";
import { type RolloutActions } from "./rollout-actions";
import { type VersionMark } from "./secret-labels";
import { type SecretRollout } from "./secret-rollout";

type TakeableStep = Exclude<Step, { step: "none" | "wait" }>;

const hourInMilliseconds = 3_600_000;

/** Where a service's rollout stands after a step: go on with the next one, or leave it to a person. */
export type StepResult = { outcome: "taken" } | { outcome: "held"; reason: string };
const taken: StepResult = { outcome: "taken" };

/** Takes a step. It ends with the call that makes the step unnecessary, so that a crash before it means another attempt. */
export async function takeStep(
  step: TakeableStep,
  service: string,
  now: Date,
  actions: RolloutActions,
): Promise<StepResult> {
  switch (step.step) {
    case "adopt":
      for (const rollout of step.rollouts) await declareDeployed(rollout, actions);
      return taken;
    case "deploy":
      await deploy(step, service, actions);
      return taken;
    case "roll back":
      return rollBack(step.rollouts, step.reason, service, actions);
    case "retire":
      return retire(step.rollout, step.versions, service, now, actions);
    case "end overlap":
      await endOverlap(step.rollout, actions);
      return taken;
  }
}

async function deploy(
  { rollouts, regions }: Extract<Step, { step: "deploy" }>,
  service: string,
  actions: RolloutActions,
): Promise<void> {
  for (const rollout of rollouts) await admitWhatRan(rollout, actions);
  const mark = await actions.forceNewDeployment(service);
  const regional: labels.RegionalDeploymentMark[] = [];
  for (const region of regions)
    regional.push({ region, ...(await actions.forceNewDeployment(service, region)) });
  for (const rollout of rollouts) await markDeployment(rollout, mark, regional, actions);
}

/** Until the deployment is verified, tasks may run with a version that was taken back: AWSCURRENT does not count as deployed. */
async function admitWhatRan(rollout: SecretRollout, actions: RolloutActions): Promise<void> {
  const { secret, current, takenBack } = rollout;
  const { deployed, rolledBack, marks } = rollout.labels;
  if (rolledBack === current) await actions.move(secret.arn, { label: labels.rolledBack, from: current });
  if (!takenBack) return;
  const to = marks[0]?.versionId;
  if (rolledBack !== to) await actions.move(secret.arn, { label: labels.rolledBack, from: rolledBack, to });
  if (deployed === current) await actions.move(secret.arn, { label: labels.deployed, from: current });
}

/**
 * The new mark comes before the newest old one goes: without any, it would be unknown that an older version ran. Regional marks
 * come first: they mean nothing before that one is there.
 */
async function markDeployment(
  { secret, current, labels: { marks, regionalMarks } }: SecretRollout,
  mark: labels.DeploymentMark,
  regional: readonly labels.RegionalDeploymentMark[],
  actions: RolloutActions,
): Promise<void> {
  const unmark = ({ label, versionId }: Pick<VersionMark, "label" | "versionId">) =>
    actions.move(secret.arn, { label, from: versionId });
  const [newest, ...strays] = marks;
  for (const stray of [...strays, ...regionalMarks]) await unmark(stray);
  for (const each of regional)
    await actions.move(secret.arn, { label: labels.labelOfRegionalDeployment(each), to: current });
  await actions.move(secret.arn, { label: labels.labelOfDeployment(mark), to: current });
  if (newest !== undefined) await unmark(newest);
}

async function rollBack(
  rollouts: SecretRollout[],
  failure: string,
  service: string,
  actions: RolloutActions,
): Promise<StepResult> {
  const problems: string[] = [];
  for (const rollout of rollouts) {
    const problem = await problemWithGoingBack(rollout, actions);
    if (problem !== undefined) problems.push(`${rollout.secret.name}: ${problem}`);
  }
  if (problems.length > 0) return hold(rollouts, `${failure}; ${problems.join("; ")}`, service, actions);
  const secrets = rollouts.map(alertedSecret);
  await actions.alert({ service, state: "rolled back", reason: failure, secrets });
  for (const {
    secret,
    current,
    labels: { deployed },
  } of rollouts) {
    await actions.move(secret.arn, { label: labels.current, from: current, to: deployed });
  }
  return taken;
}

async function problemWithGoingBack(
  { secret, current, labels: { deployed } }: SecretRollout,
  actions: RolloutActions,
): Promise<string | undefined> {
  if (deployed === undefined) return "no version before is known to have run";
  const functionArn = secret.rotationFunctionArn;
  if (secret.foreignFunctionArn !== undefined)
    return "a function that is not the service's own rotates it, and cannot be asked to check the version before";
  if (functionArn === undefined) return "it has no rotation function that could check the version before";
  const answer = await actions.ask(functionArn, {
    Step: "checkSecret",
    SecretId: secret.arn,
    CurrentVersionId: current,
    VersionIds: [deployed],
  });
  if (answer.outcome === "valid") return undefined;
  return "reason" in answer ? answer.reason : unexpected(answer);
}

/** Tells people first: rather twice than not at all. */
async function hold(
  rollouts: SecretRollout[],
  reason: string,
  service: string,
  actions: RolloutActions,
): Promise<StepResult> {
  const untold = rollouts.filter(({ held }) => !held);
  if (untold.length > 0) {
    await actions.alert({ service, state: "held", reason, secrets: untold.map(alertedSecret) });
  }
  for (const {
    secret,
    current,
    labels: { held },
  } of untold) {
    await actions.move(secret.arn, { label: labels.held, from: held, to: current });
  }
  return { outcome: "held", reason };
}

function alertedSecret({ secret, current, labels: { deployed } }: SecretRollout): AlertedSecret {
  return { name: secret.name, version: current, versionBefore: deployed };
}

async function retire(
  rollout: SecretRollout,
  versions: string[],
  service: string,
  now: Date,
  actions: RolloutActions,
): Promise<StepResult> {
  const functionArn = rollout.secret.rotationFunctionArn;
  if (versions.length > 0 && functionArn !== undefined) {
    const answer = await actions.ask(functionArn, {
      Step: "retireSecret",
      SecretId: rollout.secret.arn,
      CurrentVersionId: rollout.current,
      VersionIds: versions,
    });
    if (answer.outcome === "invalid") return hold([rollout], answer.reason, service, actions);
    if (answer.outcome !== "retired") return unexpected(answer);
    await labelOverlap(rollout, answer.overlapHours, now, actions);
  }
  await clearLabels(rollout, versions, actions);
  await declareDeployed(rollout, actions);
  return taken;
}

/** The old ones go first: until AWSCURRENT is DEPLOYED no overlap counts, and a run that is killed here must not leave one label more. */
async function labelOverlap(
  { secret, current, labels: { overlaps } }: SecretRollout,
  hours: number,
  now: Date,
  actions: RolloutActions,
): Promise<void> {
  for (const { label, versionId } of overlaps) await actions.move(secret.arn, { label, from: versionId });
  const label = labels.labelOfOverlap(new Date(now.getTime() + hours * hourInMilliseconds));
  if (hours > 0) await actions.move(secret.arn, { label, to: current });
}

/** What was said of versions that are retired now, and of a hold that is over. */
async function clearLabels(
  { secret, labels: { rolledBack, held }, current }: SecretRollout,
  retired: string[],
  actions: RolloutActions,
): Promise<void> {
  if (rolledBack !== undefined && [...retired, current].includes(rolledBack)) {
    await actions.move(secret.arn, { label: labels.rolledBack, from: rolledBack });
  }
  if (held !== undefined) await actions.move(secret.arn, { label: labels.held, from: held });
}

async function declareDeployed(rollout: SecretRollout, actions: RolloutActions): Promise<void> {
  const {
    secret,
    current,
    labels: { deployed },
  } = rollout;
  if (deployed === current) return;
  await actions.move(secret.arn, { label: labels.deployed, from: deployed, to: current });
}

async function endOverlap(rollout: SecretRollout, actions: RolloutActions): Promise<void> {
  const {
    secret,
    current,
    labels: { overlaps },
  } = rollout;
  if (secret.rotationFunctionArn === undefined) return;
  const request = { SecretId: secret.arn, CurrentVersionId: current, VersionIds: [] };
  const answer = await actions.ask(secret.rotationFunctionArn, { Step: "endOverlap", ...request });
  if (answer.outcome !== "overlap-ended") return unexpected(answer);
  for (const { label, versionId } of overlaps) await actions.move(secret.arn, { label, from: versionId });
}

function unexpected(answer: RolloutAnswer): never {
  throw new RotationError(`the rotation function answered "${answer.outcome}" to another question`);
}
