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

/**
 * Looks at each service that a call concerns and brings its rollout forward.
 *
 * @throws RotationError at the end, with a line for each service that could not be looked at or brought forward.
 */
export async function rollOut(call: Call, environment: string, tools: RolloutTools): Promise<RolloutReport> {
  const named = call.services.map((service) => `${service}-${environment}`);
  const names = call.others ? await tools.serviceNames() : [];
  const ours = names.filter((name) => serviceOf(name, environment) !== undefined);
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
