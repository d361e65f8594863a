import { type Environment } from "../naming";
import { accessProblems } from "./access-rules";
import { monitoringProblems } from "./monitoring-rules";
import { networkProblems } from "./network-rules";
import { type Problem, problemAt } from "./problems";
import { type DeclaredStack } from "./stack-schema";
import { tagProblems } from "./tag-rules";

/** The rules of the settings that all services share. */
export function sharedProblems(
  { access, monitoring, network, recoveryWindowInDays, tags }: Omit<DeclaredStack, "services">,
  environment: Environment,
): Problem[] {
  const unrecoverable = environment === "prod" && recoveryWindowInDays === 0;
  const rule = "must be 7 to 30 in prod, so that a deleted secret can be restored";
  return [
    ...networkProblems(network),
    ...accessProblems(access, environment),
    ...monitoringProblems(monitoring),
    ...(unrecoverable ? [problemAt(["recoveryWindowInDays"], rule, recoveryWindowInDays)] : []),
    ...tagProblems(tags),
  ];
}
