/** The steps of a rotation, in their order, as `--from` names them, and what each does. */
export const steps = {
  create: "create new credentials",
  update: "update the secret value",
  deploy: "deploy the updated service",
  verify: "verify that every task has the new value",
  remove: "remove the old credentials",
} as const;

export type Step = keyof typeof steps;

export const stepNames: readonly Step[] = ["create", "update", "deploy", "verify", "remove"];

/** A step for people, such as `3/5 deploy the updated service`. */
export function headingOf(step: Step): string {
  return `${stepNames.indexOf(step) + 1}/${stepNames.length} ${steps[step]}`;
}
