import { accessPaths } from "./access-paths";
import { type Policy, type Statement } from "./policy";
import { type AccessRequest, contextOf } from "./request-context";
import { speaksOf } from "./statement-match";

/** The policies that apply to a request. */
export interface AppliedPolicies {
  /** Those of the user and its groups, or of the role. */
  identity?: readonly Policy<"identity">[];
  /** The permissions boundary of the user or role. */
  boundary?: Policy<"identity">;
  /** That of the secret, the KMS key or another resource; for `sts:AssumeRole`, the trust policy of the role. */
  resource?: Policy<"resource" | "trust">;
}

export interface Verdict {
  decision: "allowed" | "explicitly denied" | "implicitly denied";
  /** The statements that allow or deny, each as its policy's name and `Sid`; where there are none, what is missing. */
  because: string[];
}

/**
 * Decides a request of a user, a role's session, a root user or an AWS service
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html),
 * but for what this project does not use: policies of organizations, sessions and VPC endpoints, and KMS grants.
 *
 * @throws when the request is malformed, or comes without the policy that its resource always has
 */
export function evaluate(request: AccessRequest, policies: AppliedPolicies): Verdict {
  checkRequest(request, policies);
  const context = contextOf(request);
  const { identity = [], boundary, resource } = policies;
  const speaking = (effect: Statement["effect"], attached: readonly Policy[]): Statement[] =>
    attached
      .flatMap(({ statements }) => statements.filter((statement) => statement.effect === effect))
      .filter((statement) => speaksOf(statement, request, context, boundary !== undefined));

  const present = [boundary, resource].filter((policy) => policy !== undefined);
  const denying = speaking("Deny", [...identity, ...present]);
  if (denying.length > 0)
    return { decision: "explicitly denied", because: denying.map(({ label }) => label) };

  const allowing = {
    identity: speaking("Allow", identity),
    boundary: boundary && speaking("Allow", [boundary]),
    resource: speaking("Allow", resource ? [resource] : []),
  };
  const paths = accessPaths(request, allowing, decidingPolicy(request) !== undefined);
  const open = paths.find((gates) => gates.every(({ labels }) => labels.length > 0));
  if (open) return { decision: "allowed", because: open.flatMap(({ labels }) => labels) };
  const closed = paths.at(-1)?.filter(({ labels }) => labels.length === 0) ?? [];
  return { decision: "implicitly denied", because: closed.map(({ missing }) => missing) };
}

function checkRequest(request: AccessRequest, { resource: policy }: AppliedPolicies): void {
  const { action, resource } = request;
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)) throw new Error(`request: "${action}" is not one action`);
  if (!/^(?:\*|arn:[^:*?]+:[^:*?]+:[^:*?]*:[^:*?]*:[^*?]+)$/.test(resource)) {
    throw new Error(`request: "${resource}" is not one ARN`);
  }
  const kind = decidingPolicy(request);
  if (kind !== undefined && policy?.kind !== kind) {
    throw new Error(`request: ${action} on ${resource} is decided by its ${kind} policy, which is missing`);
  }
  if (kind === undefined && policy?.kind === "trust") {
    throw new Error(`request: ${action} on ${resource} has nothing to do with a trust policy`);
  }
}

/**
 * The kind of policy without which nobody has access to a resource: that of a KMS key
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html) and of a role that someone assumes.
 */
function decidingPolicy({ action, resource }: AccessRequest): "resource" | "trust" | undefined {
  const [, , service, , , name = ""] = resource.split(":");
  if (action.startsWith("kms:") && service === "kms" && name.startsWith("key/")) return "resource";
  if (action.startsWith("sts:") && service === "iam" && name.startsWith("role/")) return "trust";
  return undefined;
}
