import { deployed } from "../../rotation/contract/labels";
import { hasLabel, versionWith } from "../../rotation/contract/version-labels";
import { followRollout } from "../rollout/follow-rollout";
import { invokeRollout, type RolloutReport } from "../rollout/invoke-rollout";
import { findSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { rolloutState, type RolloutState } from "../status/rollout-state";
import { makeVersion } from "./make-version";
import { type Progress } from "./progress";
import { type RotateOptions, type Rotation } from "./rotation";
import { type Stage, stageOf } from "./stage";
import { removeJournal } from "./write-journal";

/** How a secret's rotation ended. */
export interface RotatedSecret {
  secret: string;
  /** Version ids. */
  before: string | undefined;
  current: string | undefined;
  /** The stage of a rotation; of a rollout that was followed only, what became of it. */
  outcome: Stage;
}

export interface RotatedService {
  service: string;
  environment: string;
  rollout: Pick<RolloutReport, "state" | "reason">;
  secrets: RotatedSecret[];
}

/** Takes rotations through all steps that are left of them, and the service with them. Each may be repeated. */
export async function rotateService(
  rotations: readonly [Rotation, ...Rotation[]],
  options: RotateOptions,
): Promise<RotatedService> {
  for (const rotation of rotations) await makeVersion(rotation, options);
  const [{ secret }] = rotations;
  const report = await follow(secret, options, async () => {
    const stages = await Promise.all(rotations.map((rotation) => presentStage(rotation, options)));
    return stages.every(({ stage }) => !["create", "update", "deploy", "verify"].includes(stage));
  });
  const secrets: RotatedSecret[] = [];
  for (const rotation of rotations) {
    const { stage, current } = await presentStage(rotation, options);
    const { journal, secret: rotated } = rotation;
    if (stage !== "held") await removeJournal(options.clients.secretsManager, rotated, journal);
    secrets.push({ secret: rotated.name, before: journal.before, current, outcome: stage });
  }
  return { ...identify(secret), rollout: report, secrets };
}

/** What the state of a secret's rollout is as the stage of a rotation. The service's report tells of its other secrets as well. */
const stages: Readonly<Record<RolloutState, Stage>> = {
  "no value": "create",
  deploying: "deploy",
  verifying: "verify",
  "up to date": "finished",
  overlap: "finished",
  "rolled back": "rolled back",
  held: "held",
};

/** Takes what is current already through the steps from deployment on. */
export async function finishRollout(
  secrets: readonly [StackSecret, ...StackSecret[]],
  options: RotateOptions,
): Promise<RotatedService> {
  const [first] = secrets;
  const now = () =>
    Promise.all(
      secrets.map(({ name, environment }) => findSecret(options.clients.secretsManager, name, environment)),
    );
  const report = await follow(first, options, async () => (await now()).every(isSettled));
  const rotated = (await now()).map(({ name, labels }) => ({
    secret: name,
    before: versionWith("AWSPREVIOUS", labels),
    current: versionWith("AWSCURRENT", labels),
    outcome: stages[rolloutState({ labels })],
  }));
  return { ...identify(first), rollout: report, secrets: rotated };
}

function identify({ service, environment }: StackSecret) {
  return { service, environment };
}

/** Whether every task is known to have AWSCURRENT. */
function isSettled({ labels }: StackSecret): boolean {
  const current = versionWith("AWSCURRENT", labels);
  return current === undefined || hasLabel(current, deployed, labels);
}

async function presentStage({ secret, journal }: Rotation, { clients }: RotateOptions) {
  const { labels } = await findSecret(clients.secretsManager, secret.name, secret.environment);
  return { stage: stageOf(journal, labels), current: versionWith("AWSCURRENT", labels) };
}

async function follow(
  secret: StackSecret,
  { clients, progress, deadline }: RotateOptions,
  isOver: () => Promise<boolean>,
): Promise<RolloutReport> {
  progress.begin("deploy");
  return followRollout({
    look: () => invokeRollout(clients.lambda, secret),
    isOver: async ({ state }) => state === "held" || (await isOver()),
    onReport: (report) => {
      showReport(report, progress);
    },
    deadline,
  });
}

/** The rollout function goes through several steps at once where there is nothing to wait for. */
function showReport({ state, steps, reason }: RolloutReport, progress: Progress): void {
  const isDeployed = state !== "deploying" || steps.includes("deploy");
  if (isDeployed && state !== "held") progress.begin("verify");
  if (state === "up to date") progress.begin("remove");
  progress.note(reason);
}
