import { requestsOf, type Request } from "../access/actions";
import { type AppliedPolicies, evaluate } from "../iam/evaluate";
import { parsePolicy, type Policy } from "../iam/policy";
import { accountOf, type Principal } from "../iam/principal";
import { type CheckId } from "./checks";
import { type Finding, ok, problem, unknown } from "./finding";
import { type NamedDocument, type ObservedRole } from "./observe/role";

/** A secret and the policies around it. */
export interface GuardedSecret {
  name: string;
  arn: string;
  tags: Readonly<Record<string, string>>;
  rotationFunctionArn: string | undefined;
  /** Its resource policy; `undefined` for none. */
  policy: unknown;
  /** The key that encrypts it; `undefined` for that of AWS, which takes no permission. */
  key: { arn: string; policy: unknown } | undefined;
}

/** What a role needs of a secret: to read it, or to rotate it. */
export type Need = "read" | "rotate";

/** The layers that may refuse, each with a check and the policies that it adds to those before it. */
type Layer = Extract<CheckId, "role-policy" | "role-boundary" | "secret-policy" | "key-policy">;

const fixes: Record<Layer, string> = {
  "role-policy": "deploy the stack again, which puts the role's own policy back",
  "role-boundary":
    "have the permissions boundary allow it, or name another one in access.permissionsBoundaryArn",
  "secret-policy": "deploy the stack again, which puts the secret's policy back",
  "key-policy": "deploy the stack again, which puts the key's policy back",
};

/** Whether a role may do what it needs to do with a secret, and which of the policies is in the way. */
export function accessFindings(role: ObservedRole, secret: GuardedSecret, need: Need): Finding[] {
  try {
    return layerFindings(role, secret, requestsFor(need, secret, role));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [unknown("role-policy", role.name, `a policy is not understood: ${reason}`)];
  }
}

/** The calls that it takes; Secrets Manager asks KMS in the role's name. */
function requestsFor(need: Need, secret: GuardedSecret, role: ObservedRole): Request[] {
  const { arn, tags, rotationFunctionArn } = secret;
  const [, partition = "", , region = ""] = arn.split(":");
  const dnsSuffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const declared = {
    arn,
    tags,
    keyArn: secret.key?.arn ?? "",
    ...(rotationFunctionArn !== undefined && { rotationFunctionArn }),
  };
  const reads = requestsOf("read", declared, { region, dnsSuffix });
  const requests =
    need === "read" ? reads : [...reads, ...rotations(requestsOf("update", declared, { region, dnsSuffix }))];
  const principalTags = Object.fromEntries(
    Object.entries(role.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
  );
  return requests
    .filter(({ action }) => secret.key !== undefined || !action.startsWith("kms:"))
    .map((request) => ({ ...request, context: { ...principalTags, ...request.context } }));
}

/** What the four steps need beside reading. */
function rotations(updates: readonly Request[]): Request[] {
  return updates.flatMap((request) => {
    if (request.action === "kms:Decrypt") return []; // as for reading
    if (request.action !== "secretsmanager:PutSecretValue") return [request];
    return [request, { ...request, action: "secretsmanager:DescribeSecret" }];
  });
}

function layerFindings(role: ObservedRole, secret: GuardedSecret, requests: readonly Request[]): Finding[] {
  const principal: Principal = { type: "role session", role: role.arn, session: "session" };
  const policies = {
    identity: role.policies.map(identityPolicy),
    boundary: role.boundary && identityPolicy(role.boundary),
    secret: resourcePolicy(`policy of ${secret.name}`, secret.policy),
    key: secret.key && resourcePolicy("policy of the key", secret.key.policy),
    neutralKey: leavesToAccount(accountOf(principal) ?? ""),
  };
  const refusals = requests.flatMap((request) => refusalOf(principal, request, policies) ?? []);
  const layers: Layer[] = [
    "role-policy",
    ...(role.boundary ? (["role-boundary"] as const) : []),
    "secret-policy",
    ...(secret.key ? (["key-policy"] as const) : []),
  ];
  return layers.map((layer) => {
    const reasons = refusals.filter((refusal) => refusal.layer === layer).map(({ reason }) => reason);
    return reasons.length === 0
      ? ok(layer, role.name, `nothing refuses what it needs of ${secret.name}`)
      : problem(layer, role.name, `for ${secret.name}, ${reasons.join("; ")}`, fixes[layer]);
  });
}

interface ParsedPolicies {
  identity: Policy<"identity">[];
  boundary: Policy<"identity"> | undefined;
  secret: Policy<"resource"> | undefined;
  key: Policy<"resource"> | undefined;
  neutralKey: Policy<"resource">;
}

/** The first layer, from the role outwards, with which a request that all of them refuse is refused. */
function refusalOf(
  principal: Principal,
  { action, resource, context }: Request,
  policies: ParsedPolicies,
): { layer: Layer; reason: string } | undefined {
  const { identity, boundary } = policies;
  const isOfKey = action.startsWith("kms:");
  const neutral = isOfKey ? { resource: policies.neutralKey } : {};
  const guarding = isOfKey ? policies.key : policies.secret;
  const bounded = boundary && { boundary };
  const attempts: [Layer, AppliedPolicies][] = [
    ["role-policy", { identity, ...neutral }],
    ["role-boundary", { identity, ...bounded, ...neutral }],
    [
      isOfKey ? "key-policy" : "secret-policy",
      { identity, ...bounded, ...(guarding && { resource: guarding }) },
    ],
  ];
  const verdicts = attempts.map(
    ([layer, applied]) => [layer, evaluate({ principal, action, resource, context }, applied)] as const,
  );
  if (verdicts.at(-1)?.[1].decision === "allowed") return undefined; // a resource's policy may let in by itself
  const refused = verdicts.find(([, { decision }]) => decision !== "allowed");
  if (refused === undefined) return undefined;
  const [layer, { decision, because }] = refused;
  return { layer, reason: `${action} is ${decision} (${because.join(", ")})` };
}

function identityPolicy({ name, document }: NamedDocument): Policy<"identity"> {
  return parsePolicy("identity", name, document);
}

function resourcePolicy(name: string, document: unknown): Policy<"resource"> | undefined {
  return document === undefined ? undefined : parsePolicy("resource", name, document);
}

/** A key's policy that adds nothing and refuses nothing. */
function leavesToAccount(account: string): Policy<"resource"> {
  return parsePolicy("resource", "neutral", {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" }],
  });
}
