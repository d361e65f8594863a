import { type StackSecret } from "../stack/stack-secret";
import { type RolloutReport } from "../rollout/invoke-rollout";
import { type Plan } from "./plan";
import { type RotatedSecret, type RotatedService } from "./rotate-service";
import { headingOf, type Step, stepNames } from "./steps";

const outcomes: Partial<Record<RotatedSecret["outcome"], string>> = {
  finished: "every task runs with it, and the version before is retired",
  "rolled back": "its deployment failed and was rolled back; the version before is current again, and works",
  held: "its deployment failed and cannot be rolled back",
  overtaken: "somebody else has made another version current meanwhile",
};

/** How a rotation ended, for people: a line for each secret. */
export function rotationReport({ secrets, rollout }: RotatedService): string {
  const lines = secrets.map(({ secret, current, outcome }) => {
    return `${secret}: ${outcome}, version ${current ?? "none"}: ${outcomes[outcome] ?? "it is unfinished"}`;
  });
  return [...lines, ...(rollout.state === "up to date" ? [] : [`${rollout.state}: ${rollout.reason}`])].join(
    "\n",
  );
}

/** What a dry run tells. */
export interface DryRun {
  service: string;
  environment: string;
  dryRun: true;
  secrets: {
    secret: string;
    current: string;
    /** JSON key to strategy. */
    byFunction: Record<string, string>;
    byHand: string[];
  }[];
  steps: Step[];
  /** What the rollout function would do now, before anything is rotated. */
  rollout: RolloutReport | undefined;
}

export function dryRunOf(
  secret: StackSecret,
  plans: readonly Plan[],
  from: Step,
  rollout: RolloutReport | undefined,
): DryRun {
  return {
    service: secret.service,
    environment: secret.environment,
    dryRun: true,
    secrets: plans.map(({ secret: { name }, before, makers: { byFunction, byHand } }) => ({
      secret: name,
      current: before,
      byFunction,
      byHand,
    })),
    steps: stepNames.slice(stepNames.indexOf(from)),
    rollout,
  };
}

/** A dry run, for people. */
export function dryRunReport({ secrets, steps, rollout }: DryRun): string {
  const made = secrets.flatMap(({ secret, byFunction, byHand }) => [
    ...Object.entries(byFunction).map(
      ([key, strategy]) => `    ${secret}: new ${key}, by its strategy ${strategy}`,
    ),
    ...byHand.map((key) => `    ${secret}: new ${key}, which you give`),
  ]);
  return [
    ...steps.flatMap((step) => (step === steps[0] ? [headingOf(step), ...made] : [headingOf(step)])),
    `The rollout function would now: ${stepsOf(rollout)} (${rollout?.state ?? "at work for others"})`,
    "Nothing was changed.",
  ].join("\n");
}

function stepsOf(rollout: RolloutReport | undefined): string {
  return rollout === undefined || rollout.steps.length === 0 ? "do nothing" : rollout.steps.join(", ");
}
