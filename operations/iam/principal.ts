import { type PrincipalEntry } from "./principal-entry";

/** Who makes a request, after authentication. */
export type Principal =
  | { type: "role session"; role: string; session: string }
  | { type: "user"; arn: string }
  | { type: "root user"; arn: string }
  | { type: "service"; name: string };

/** By what an entry names a principal, which decides what else may limit the permission. */
export type Naming = "itself" | "its role" | "its account";

/** A user, a role or a root user, which policies are attached to. */
interface Identity {
  arn: string;
  partition: string;
  account: string;
  /** The last part of the ARN, without a path. */
  name: string;
}

const beginnings = { "role session": "role/", user: "user/", "root user": "root" };

/** @throws when the ARN is not that of such a principal */
function identityOf(principal: Exclude<Principal, { type: "service" }>): Identity {
  const arn = principal.type === "role session" ? principal.role : principal.arn;
  const [, partition, account, resource] = /^arn:([a-z-]+):iam::(\d{12}):([^*?:]+)$/.exec(arn) ?? [];
  if (partition === undefined || account === undefined || !resource?.startsWith(beginnings[principal.type])) {
    throw new Error(`request: "${arn}" is not the ARN of a ${principal.type}`);
  }
  return { arn, partition, account, name: resource.replace(/^.*\//, "") };
}

/** The account of a principal: 12 digits, `undefined` for an AWS service. */
export function accountOf(principal: Principal): string | undefined {
  return principal.type === "service" ? undefined : identityOf(principal).account;
}

/**
 * The condition keys that follow from the principal. `aws:PrincipalArn` is a session's role, not the session
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn).
 */
export function principalKeys(principal: Principal): Record<string, string> {
  if (principal.type === "service") {
    return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal.name };
  }
  const { arn, account, name } = identityOf(principal);
  return {
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": account,
    ...(principal.type === "user" ? { "aws:username": name } : {}),
  };
}

/** The ARN under which a role's session makes requests: without the role's path. */
function sessionArn(principal: Extract<Principal, { type: "role session" }>): string {
  const { partition, account, name } = identityOf(principal);
  return `arn:${partition}:sts::${account}:assumed-role/${name}/${principal.session}`;
}

/** By what an entry names a principal, if it does. */
export function namingOf(principal: Principal, entry: PrincipalEntry): Naming | undefined {
  if (entry.type === "everyone") return "itself";
  if (principal.type === "service") {
    return entry.type === "Service" && entry.id === principal.name ? "itself" : undefined;
  }
  if (entry.type === "Service") return undefined;
  const { arn, partition, account } = identityOf(principal);
  if (entry.id === account || entry.id === `arn:${partition}:iam::${account}:root`) {
    return principal.type === "root user" ? "itself" : "its account";
  }
  if (principal.type !== "role session") return entry.id === arn ? "itself" : undefined;
  if (entry.id === sessionArn(principal)) return "itself";
  return entry.id === arn ? "its role" : undefined;
}

/**
 * Whether a `NotPrincipal` element leaves a principal out. It must list the account as well as the user or role, and
 * the session too where it lists sessions of that role
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
export function isExcepted(principal: Principal, entries: readonly PrincipalEntry[]): boolean {
  const namings = new Set(entries.map((entry) => namingOf(principal, entry)));
  if (principal.type !== "role session") {
    return namings.has("itself") && (principal.type !== "user" || namings.has("its account"));
  }
  const ofItsRole = sessionArn({ ...principal, session: "" });
  const listsSessions = entries.some((entry) => entry.type === "AWS" && entry.id.startsWith(ofItsRole));
  return namings.has("its account") && namings.has("its role") && (!listsSessions || namings.has("itself"));
}
