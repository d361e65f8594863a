import { type Environment } from "../naming";
import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type DeclaredStack } from "./stack-schema";

type Access = DeclaredStack["access"];

/** The rules of access that depend on the environment: a wall in prod, developers everywhere else. */
export function accessProblems(access: Access, environment: Environment): Problem[] {
  const { administrators, breakGlass, developers } = access;
  return [
    ...(environment === "prod" ? prodProblems(access) : otherProblems(access, environment)),
    ...repeated(["administrators"], administrators),
    ...repeated(["breakGlass", "principals"], breakGlass?.principals),
    ...repeated(["developers", "roles"], developers?.roles),
    ...repeated(["developers", "groups"], developers?.groups),
  ];
}

function prodProblems({ administrators, developers }: Access): Problem[] {
  const setting = ["access", "administrators"];
  return [
    ...(administrators.length === 0
      ? [
          problemAt(
            setting,
            "must name who administers and deploys prod, as nobody else gets at its secrets: add their ARNs",
          ),
        ]
      : []),
    ...administrators.flatMap((arn, index) =>
      namesNobody(arn)
        ? [problemAt([...setting, index], "must not let everyone through: name a role or user", arn)]
        : [],
    ),
    ...(developers
      ? [
          problemAt(
            ["access", "developers"],
            "must not be set in prod, where developers have no access: remove it",
          ),
        ]
      : []),
  ];
}

/** Wildcards alone name nobody, and neither does what all roles of IAM Identity Center have in common. */
function namesNobody(arn: string): boolean {
  const [, name] = /:(?:role|user)\/(.*)$/.exec(arn) ?? [];
  const common = /aws-reserved|sso\.amazonaws\.com(\/[a-z]+-[a-z-]+-\d(?=\/))?|AWSReservedSSO_|[*?/]/g;
  return name?.replace(common, "") === "";
}

function otherProblems(
  { administrators, breakGlass, developers }: Access,
  environment: Environment,
): Problem[] {
  const onlyInProd = "is for prod only: remove it";
  return [
    ...(administrators.length > 0 ? [problemAt(["access", "administrators"], onlyInProd)] : []),
    ...(breakGlass ? [problemAt(["access", "breakGlass"], onlyInProd)] : []),
    ...(developers ? developerProblems(developers, environment) : []),
  ];
}

/** (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html) */
const hasNoMfa =
  "must be empty with requireMfa, as a role's session has no multi-factor authentication: name groups, or ask for it in the roles' trust policies";

function developerProblems(
  { roles, maxMfaAge, requireMfa }: NonNullable<Access["developers"]>,
  environment: Environment,
): Problem[] {
  const isReserved = `is IAM Identity Center's own: name the policy secret-backed-services-${environment}-developers in the permission set instead`;
  return [
    ...roles.flatMap((role, index) =>
      role.startsWith("AWSReservedSSO_")
        ? [problemAt(["access", "developers", "roles", index], isReserved, role)]
        : [],
    ),
    ...(requireMfa && roles.length > 0 ? [problemAt(["access", "developers", "roles"], hasNoMfa)] : []),
    ...(maxMfaAge !== undefined && !requireMfa
      ? [problemAt(["access", "developers", "maxMfaAge"], "needs requireMfa: true", maxMfaAge)]
      : []),
  ];
}

function repeated(setting: string[], names: readonly string[] = []): Problem[] {
  return duplicateProblems(names.map((name, index) => ({ name, path: ["access", ...setting, index] })));
}
