import { type Statement } from "./policy";
import { accountOf, type Naming, namingOf } from "./principal";
import { type AccessRequest, resourceAccountOf } from "./request-context";

/** The statements that allow a request, by where they are attached. */
export interface Allowing {
  identity: readonly Statement[];
  /** `undefined` without a permissions boundary. */
  boundary: readonly Statement[] | undefined;
  resource: readonly Statement[];
}

/** Something that must allow a request, and the labels of the statements that do. */
export interface Gate {
  labels: readonly string[];
  /** What to say where no statement allows. */
  missing: string;
}

/**
 * The paths by which a request may be allowed: it takes one path of which every gate allows. The last one is the
 * usual one. Within an account, who is named decides what else counts
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html):
 * a user or a session by itself is limited by nothing, a role is limited by its boundary, and an account merely leaves
 * the matter to its identity policies. From another account, both sides must allow
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html).
 *
 * @param resourceDecides whether identity policies count only as far as the resource's policy leaves it to the account
 */
export function accessPaths(request: AccessRequest, allowing: Allowing, resourceDecides: boolean): Gate[][] {
  const { principal } = request;
  const byResource = (...namings: Naming[]): Gate => ({
    labels: labelsOf(allowing.resource.filter((statement) => names(statement, principal, namings))),
    missing: "the resource's policy does not allow it",
  });
  if (principal.type === "service") return [[byResource("itself")]];
  const byIdentity: Gate = {
    labels: principal.type === "root user" ? ["root user"] : labelsOf(allowing.identity),
    missing: "no identity policy allows it",
  };
  const boundary: Gate[] = allowing.boundary
    ? [{ labels: labelsOf(allowing.boundary), missing: "the permissions boundary does not allow it" }]
    : [];
  if (accountOf(principal) !== resourceAccountOf(request)) {
    return [[byIdentity, ...boundary, byResource("itself", "its role", "its account")]];
  }
  const leftToAccount: Gate = {
    ...byResource("its account"),
    missing: "the resource's policy does not leave it to the account",
  };
  return [
    [byResource("itself")],
    [byResource("its role"), ...boundary],
    [byIdentity, ...boundary, ...(resourceDecides ? [leftToAccount] : [])],
  ];
}

function labelsOf(statements: readonly Statement[]): string[] {
  return statements.map(({ label }) => label);
}

function names(
  { principals }: Statement,
  principal: AccessRequest["principal"],
  namings: readonly Naming[],
): boolean {
  const found = principals?.entries.map((entry) => namingOf(principal, entry)) ?? [];
  return namings.some((naming) => found.includes(naming));
}
