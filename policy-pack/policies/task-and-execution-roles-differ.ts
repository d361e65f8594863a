import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt } from "../known-values";
import { parseArn } from "../secret-arn";

const fault =
  "taskRoleArn is the execution role: give the task a role of its own, or none when its code calls no AWS service";

export const taskAndExecutionRolesDiffer = inputPolicy({
  name: "task-and-execution-roles-differ",
  description:
    "A task's own code does not act as the role that starts it, which may read every secret of the task and pull its image.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Make two roles: executionRoleArn for ECS, which reads the secrets, and taskRoleArn for the code. Leave taskRoleArn out when the code calls no AWS service.",
  framework: nist80053("AC-6", "Least Privilege"),
  inspect: { "aws:ecs/taskDefinition:TaskDefinition": findingsOf },
  settle: (doubt, origins, { resource }) => {
    const taskRole = soleRole(origins);
    const executionRole = soleRole(resource.propertyDependencies.executionRoleArn ?? []);
    if (taskRole === undefined || executionRole === undefined) return doubt;
    return taskRole === executionRole ? { fault } : undefined;
  },
});

function findingsOf(task: Fields): Finding[] {
  const property = "taskRoleArn";
  const taskRole = textAt(task, property);
  const executionRole = textAt(task, "executionRoleArn");
  if (taskRole === undefined || executionRole === undefined) return [];
  if (taskRole === notKnown || executionRole === notKnown) return [{ doubt: property, property }];
  return isSameRole(taskRole, executionRole) ? [{ fault }] : [];
}

/** ECS takes a role's ARN or its name. */
function isSameRole(one: string, other: string): boolean {
  if (one === other) return true;
  return parseArn(one) && parseArn(other) ? false : roleName(one) === roleName(other);
}

function roleName(arnOrName: string): string | undefined {
  return arnOrName.split("/").at(-1);
}

/** URN of the one role of the stack that a value comes from. */
function soleRole(origins: readonly PolicyResource[]): string | undefined {
  const [role, another] = origins.filter(({ type }) => type === "aws:iam/role:Role");
  return another === undefined ? role?.urn : undefined;
}
