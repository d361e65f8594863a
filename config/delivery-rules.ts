import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type DeclaredStack } from "./stack-schema";

/** The rules of the roles that a pipeline acts as. */
export function deliveryProblems(delivery: DeclaredStack["delivery"]): Problem[] {
  if (!delivery) return [];
  const names = delivery.deployPolicyArns.map((arn, index) => ({
    name: arn.split("/").at(-1) ?? arn,
    path: ["delivery", "deployPolicyArns", index],
  }));
  const nobody = !delivery.github && !delivery.pulumiCloud;
  return [
    ...(nobody ? [problemAt(["delivery"], "must say who deploys: add github, pulumiCloud or both")] : []),
    ...duplicateProblems(names),
    ...duplicateProblems(delivery.parts.map((name, index) => ({ name, path: ["delivery", "parts", index] }))),
  ];
}
