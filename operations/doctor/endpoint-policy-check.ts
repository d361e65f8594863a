import { z } from "zod";

import { evaluate } from "../iam/evaluate";
import { parsePolicy } from "../iam/policy";
import { type Finding, judged, ok, problem } from "./finding";
import { type ObservedRole } from "./observe/role";
import { inSight } from "./sight";

/** Whether the policy of the endpoint for Secrets Manager lets a role read a secret. */
export function endpointPolicyFinding(
  { id, policy }: { id: string; policy: string | undefined },
  role: ObservedRole,
  secret: { name: string; arn: string },
): Finding[] {
  if (policy === undefined) return [ok("endpoint-policy", role.name, `${id} has the policy that allows all`)];
  const verdict = inSight({ seen: policy }, (text) =>
    evaluate(
      {
        principal: { type: "role session", role: role.arn, session: "session" },
        action: "secretsmanager:GetSecretValue",
        resource: secret.arn,
      },
      { resource: parsePolicy("resource", `policy of ${id}`, forRole(JSON.parse(text), role.arn)) },
    ),
  );
  return judged("endpoint-policy", role.name, verdict, ({ decision, because }) =>
    decision === "allowed"
      ? [ok("endpoint-policy", role.name, `${id} lets it read ${secret.name}`)]
      : [
          problem(
            "endpoint-policy",
            role.name,
            `${id} does not let it read ${secret.name}: ${decision === "explicitly denied" ? because.join(", ") : "no statement of its policy allows it"}`,
            "have the endpoint's policy allow secretsmanager:GetSecretValue on the secret for this role",
          ),
        ],
  );
}

const named = z.looseObject({
  Principal: z.looseObject({ AWS: z.union([z.string(), z.array(z.string())]) }),
});
const withStatements = z.looseObject({ Statement: z.union([z.unknown().array(), z.unknown()]) });

/**
 * An endpoint's policy allows nothing by itself, it limits: where it names the role's account, that is as good as the role
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html). It may lack a version, which then is the older one.
 */
function forRole(document: unknown, roleArn: string): unknown {
  const { Statement, ...rest } = withStatements.parse(document);
  const [, partition = "", , , account = ""] = roleArn.split(":");
  const ofAccount = [account, `arn:${partition}:iam::${account}:root`];
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  return {
    ...rest,
    Version: "2012-10-17",
    Statement: statements.map((statement: unknown): unknown => {
      const parsed = named.safeParse(statement);
      if (!parsed.success) return statement;
      const { Principal, ...others } = parsed.data;
      const entries = [Principal.AWS].flat().map((entry) => (ofAccount.includes(entry) ? roleArn : entry));
      return { ...others, Principal: { ...Principal, AWS: entries } };
    }),
  };
}
