import { nextStep, type RolloutState, type Step } from "./next-step";
import { type Observation } from "./observation";
import { type RolloutActions } from "./rollout-actions";
import { takeStep } from "./take-step";

/** Where a service's rollout stands. */
export interface ServiceReport {
  /** Name of the ECS service. */
  service: string;
  state: RolloutState;
  /** The steps that were taken; in a dry run, the one that would be. */
  steps: Step["step"][];
  /** Why the state is what it is: names and version ids only. */
  reason: string;
  /** Names of the secrets that functions other than the service's own rotate, if any: they are deployed and verified, and never retired. */
  rotatedElsewhere?: string[];
}

/** More than a rollout ever takes without waiting; a service that needs more would never end. */
const maximumSteps = 10;

/** Takes one step after the other, each by the state that the one before it has left, until there is something to wait for. */
export async function reconcile(
  observe: () => Promise<Observation>,
  actions: RolloutActions,
  { dryRun }: { dryRun: boolean },
): Promise<ServiceReport> {
  const steps: Step["step"][] = [];
  for (;;) {
    const observation = await observe();
    const { service, now } = observation;
    const subject = { service, ...rotatedElsewhere(observation) };
    const step = nextStep(observation);
    if (step.step === "none" || step.step === "wait") {
      return { ...subject, state: step.state, steps, reason: step.reason };
    }
    if (dryRun || steps.length === maximumSteps) {
      const reason = dryRun ? "dry run: nothing was changed" : `${maximumSteps} steps are enough for once`;
      return { ...subject, state: step.state, steps: [...steps, step.step], reason };
    }
    steps.push(step.step);
    const result = await takeStep(step, service, now, actions);
    if (result.outcome === "held") return { ...subject, state: "held", steps, reason: result.reason };
  }
}

function rotatedElsewhere({ secrets }: Observation): Pick<ServiceReport, "rotatedElsewhere"> {
  const names = secrets
    .filter(({ foreignFunctionArn }) => foreignFunctionArn !== undefined)
    .map(({ name }) => name);
  return names.length === 0 ? {} : { rotatedElsewhere: names };
}
