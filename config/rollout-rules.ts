import { duplicateProblems } from "./duplicates";
import { type Problem } from "./problems";
import { type DeclaredStack } from "./stack-schema";

/** The rules of a stack's rollouts. */
export function rolloutProblems({ maintenanceWindow }: DeclaredStack["rollout"]): Problem[] {
  const days = maintenanceWindow?.days ?? [];
  return duplicateProblems(
    days.map((name, index) => ({ name, path: ["rollout", "maintenanceWindow", "days", index] })),
  );
}
