import { evaluate } from "../iam/evaluate";
import { parsePolicy } from "../iam/policy";
import { type ContextValues } from "../iam/request-context";
import { type Finding, judged, ok, problem } from "./finding";
import { nameOf, type ObservedRole } from "./observe/role";
import { inSight, type Sight } from "./sight";

/** The service that acts as a role, and the condition keys with which it does. */
export interface Assumer {
  service: string;
  context: ContextValues;
}

const fix = "deploy the stack again, which makes the role and says who may assume it";

/** Whether a role is there, and whether the service that acts as it may. */
export function roleFindings(
  arn: string,
  sight: Sight<ObservedRole | undefined>,
  { service, context }: Assumer,
): Finding[] {
  const name = nameOf(arn);
  return judged("role-exists", name, sight, (role) => {
    if (role === undefined) return [problem("role-exists", name, "there is no such role", fix)];
    const verdict = inSight({ seen: role }, ({ trust }) =>
      evaluate(
        {
          principal: { type: "service", name: service },
          action: "sts:AssumeRole",
          resource: role.arn,
          context,
        },
        { resource: parsePolicy("trust", `trust of ${name}`, trust) },
      ),
    );
    return [
      ok("role-exists", name, "it is there"),
      ...judged("role-trust", name, verdict, ({ decision, because }) =>
        decision === "allowed"
          ? [ok("role-trust", name, `${service} may assume it`)]
          : [
              problem(
                "role-trust",
                name,
                `${service} may not assume it: ${decision} (${because.join(", ")})`,
                fix,
              ),
            ],
      ),
    ];
  });
}

/** How ECS assumes an execution role (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html). */
export function assumedByTasks(serviceArn: string): Assumer {
  const [, partition = "", , region = "", account = ""] = serviceArn.split(":");
  return {
    service: "ecs-tasks.amazonaws.com",
    context: {
      "aws:SourceAccount": account,
      "aws:SourceArn": `arn:${partition}:ecs:${region}:${account}:*`,
    },
  };
}

export const assumedByFunctions: Assumer = { service: "lambda.amazonaws.com", context: {} };
