import { errorForPeople } from "../log";
import { RotationError } from "../rotation-error";
import { type Call, serviceOf } from "./event";
import { type Observation } from "./observation";
import { reconcile, type ServiceReport } from "./reconcile";
import { type RolloutActions } from "./rollout-actions";

export interface RolloutTools {
  /** Names of the cluster's ECS services. */
  serviceNames(): Promise<string[]>;
  /** Reads the present state of an ECS service. */
  observe(name: string): Promise<Observation>;
  actions: RolloutActions;
  /** Writes a line for people. */
  log(line: string): void;
}

export interface RolloutReport {
  services: ServiceReport[];
}

/** Which services a rollout function is for. */
export interface Responsibility {
  environment: string;
  /** Names of its services, without the environment. Others of the cluster are another function's. */
  services: readonly string[];
}

/**
 * Looks at each service that a call concerns and brings its rollout forward. An event may concern another function's service:
 * that is passed over.
 *
 * @throws RotationError for a person who names another function's service; and at the end, with a line for each service that
 * could not be looked at or brought forward.
 */
export async function rollOut(
  call: Call,
  { environment, services: own }: Responsibility,
  tools: RolloutTools,
): Promise<RolloutReport> {
  const foreign = call.services.filter((service) => !own.includes(service));
  if (call.direct && foreign.length > 0) {
    throw new RotationError(
      `${foreign.join(", ")} is no service of this stack: its own stack has a rollout function for it`,
    );
  }
  const named = call.services.flatMap((service) =>
    own.includes(service) ? [`${service}-${environment}`] : [],
  );
  const names = call.others ? await tools.serviceNames() : [];
  const ours = names.filter((name) => own.includes(serviceOf(name, environment) ?? ""));
  const services: ServiceReport[] = [];
  const failures: string[] = [];
  for (const name of new Set([...named, ...ours])) {
    try {
      const report = await reconcile(() => tools.observe(name), tools.actions, call);
      services.push(report);
      tools.log(JSON.stringify(report));
    } catch (error) {
      const { message } = errorForPeople(error);
      failures.push(`${name}: ${message}`);
      tools.log(JSON.stringify({ service: name, error: message }));
    }
  }
  if (failures.length > 0) throw new RotationError(failures.join("\n"));
  return { services };
}
