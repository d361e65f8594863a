import { type Environment } from "../naming";
import { type Problem, problemAt } from "./problems";
import { type DeclaredStack } from "./stack-schema";

/** The rules of access that depend on the environment: a wall in prod, developers everywhere else. */
export function accessProblems(access: DeclaredStack["access"], environment: Environment): Problem[] {
  return environment === "prod" ? prodProblems(access) : otherProblems(access, environment);
}

function prodProblems({ administrators, developers }: DeclaredStack["access"]): Problem[] {
  return [
    ...(administrators.length === 0
      ? [
          problemAt(
            ["access", "administrators"],
            "must name who administers and deploys prod: add their ARNs",
          ),
        ]
      : []),
    ...administrators.flatMap((arn, index) =>
      /:(role|user)\/[*?/]*$/.test(arn)
        ? [
            problemAt(
              ["access", "administrators", index],
              "must not let everyone through: name a role or user",
              arn,
            ),
          ]
        : [],
    ),
    ...(developers
      ? [problemAt(["access", "developers"], "must not be set in prod: developers have no access there")]
      : []),
  ];
}

function otherProblems(
  { administrators, breakGlass, developers }: DeclaredStack["access"],
  environment: Environment,
): Problem[] {
  const onlyInProd = "is for prod only: remove it";
  return [
    ...(administrators.length > 0 ? [problemAt(["access", "administrators"], onlyInProd)] : []),
    ...(breakGlass ? [problemAt(["access", "breakGlass"], onlyInProd)] : []),
    ...(developers ? developerProblems(developers, environment) : []),
  ];
}

function developerProblems(
  { roles, maxMfaAge, requireMfa }: NonNullable<DeclaredStack["access"]["developers"]>,
  environment: Environment,
): Problem[] {
  return [
    ...roles.flatMap((role, index) =>
      role.startsWith("AWSReservedSSO_")
        ? [
            problemAt(
              ["access", "developers", "roles", index],
              `is IAM Identity Center's own: name the policy secret-backed-services-${environment}-developers in the permission set instead`,
              role,
            ),
          ]
        : [],
    ),
    ...(maxMfaAge !== undefined && !requireMfa
      ? [problemAt(["access", "developers", "maxMfaAge"], "needs requireMfa: true", maxMfaAge)]
      : []),
  ];
}
