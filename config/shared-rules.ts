import { type Environment } from "../naming";
import { accessProblems } from "./access-rules";
import { deliveryProblems } from "./delivery-rules";
import { duplicateProblems } from "./duplicates";
import { monitoringProblems } from "./monitoring-rules";
import { networkProblems } from "./network-rules";
import { type Problem, problemAt } from "./problems";
import { rolloutProblems } from "./rollout-rules";
import { type DeclaredPart, type DeclaredStack } from "./stack-schema";
import { tagProblems } from "./tag-rules";

/** The rules of the settings that all services of an environment share, and of those of its own stack. */
export function sharedProblems(
  { access, delivery, monitoring, network, replicaOf, rollout, ...own }: Omit<DeclaredStack, "services">,
  environment: Environment,
): Problem[] {
  return [
    ...networkProblems(network),
    ...(replicaOf === undefined ? accessProblems(access, environment) : []),
    ...deliveryProblems(delivery),
    ...rolloutProblems(rollout),
    ...monitoringProblems(monitoring),
    ...ownProblems(own, environment),
  ];
}

/** The rules of the settings that each stack has of its own. */
export function ownProblems(
  {
    policyExceptions,
    recoveryWindowInDays,
    tags,
  }: Pick<DeclaredPart, "policyExceptions" | "recoveryWindowInDays" | "tags">,
  environment: Environment,
): Problem[] {
  const unrecoverable = environment === "prod" && recoveryWindowInDays === 0;
  const rule = "must be 7 to 30 in prod, so that a deleted secret can be restored";
  return [
    ...(unrecoverable ? [problemAt(["recoveryWindowInDays"], rule, recoveryWindowInDays)] : []),
    ...tagProblems(tags),
    ...repeatedExceptions(policyExceptions),
  ];
}

function repeatedExceptions(exceptions: DeclaredStack["policyExceptions"]): Problem[] {
  const names = exceptions.map(({ policy, resource }, index) => ({
    name: `${policy} for ${resource}`,
    path: ["policyExceptions", index],
  }));
  return duplicateProblems(names);
}
