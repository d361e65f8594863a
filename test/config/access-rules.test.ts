import assert from "node:assert/strict";

import { accessProblems } from "../../config/access-rules";
import { accessSchema } from "../../config/access-schema";
import { formatProblem } from "../../config/problems";
import { type Environment } from "../../naming";

function problemsOf(access: unknown, environment: Environment = "prod"): string[] {
  return accessProblems(accessSchema.parse(access), environment).map(formatProblem);
}

const arn = (principal: string) => `arn:aws:iam::111122223333:${principal}`;

describe("accessProblems", () => {
  it("accepts everything that prod may have", () => {
    assert.deepEqual(
      problemsOf({
        rolePath: "/services/prod/",
        permissionsBoundaryArn: arn("policy/team/boundary"),
        administrators: [arn("role/administrator"), arn("user/ci/deploy"), arn("root")],
        breakGlass: { principals: [arn("user/ann"), arn("user/on-call/ben")] },
      }),
      [],
    );
  });

  for (const environment of ["stage", "test"] as const) {
    it(`accepts everything that ${environment} may have, and nothing too`, () => {
      const developers = {
        groups: ["developer"],
        requireMfa: true,
        maxMfaAge: 3600,
      };
      assert.deepEqual(problemsOf({ developers }, environment), []);
      assert.deepEqual(problemsOf({ developers: { roles: ["a", "b"], groups: ["a"] } }, environment), []);
      assert.deepEqual(problemsOf({ developers: {} }, environment), []);
      assert.deepEqual(problemsOf({}, environment), []);
    });

    it(`names each setting that is not for ${environment}, and the policy that ${environment}'s permission set takes`, () => {
      const developers = { roles: ["AWSReservedSSO_Dev_1"], maxMfaAge: 900 };
      const principals = [arn("user/ann")];
      assert.deepEqual(
        problemsOf({ administrators: principals, breakGlass: { principals }, developers }, environment),
        [
          "access.administrators is for prod only: remove it",
          "access.breakGlass is for prod only: remove it",
          `access.developers.roles[0] is IAM Identity Center's own: name the policy secret-backed-services-${environment}-developers in the permission set instead (got "AWSReservedSSO_Dev_1")`,
          "access.developers.maxMfaAge needs requireMfa: true (got 900)",
        ],
      );
    });
  }

  for (const everyone of [
    "role/*",
    "user/*",
    "role/?*",
    "role/*/*",
    "role/aws-reserved/*",
    "role/aws-reserved/sso.amazonaws.com/*",
    "role/aws-reserved/sso.amazonaws.com/eu-west-1/*",
    "role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_*",
    "role/*AWSReservedSSO_*",
  ]) {
    it(`does not let ${everyone} through the wall`, () => {
      assert.deepEqual(problemsOf({ administrators: [arn(everyone)] }), [
        `access.administrators[0] must not let everyone through: name a role or user (got "${arn(everyone)}")`,
      ]);
    });
  }

  for (const someone of [
    "role/a*",
    "role/administrators/*",
    "role/eu-west-1",
    "user/ann?",
    "root",
    "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Administrator_*",
  ]) {
    it(`lets ${someone} through the wall`, () => {
      assert.deepEqual(problemsOf({ administrators: [arn(someone)] }), []);
    });
  }

  it("takes each name once", () => {
    const twice = [arn("user/a"), arn("user/b"), arn("user/a")];
    assert.deepEqual(problemsOf({ administrators: twice, breakGlass: { principals: twice } }), [
      `access.administrators[2] is declared already in access.administrators[0]: keep one of them (got "${arn("user/a")}")`,
      `access.breakGlass.principals[2] is declared already in access.breakGlass.principals[0]: keep one of them (got "${arn("user/a")}")`,
    ]);
    assert.deepEqual(problemsOf({ developers: { roles: ["a", "a"], groups: ["a", "b", "b"] } }, "test"), [
      'access.developers.roles[1] is declared already in access.developers.roles[0]: keep one of them (got "a")',
      'access.developers.groups[2] is declared already in access.developers.groups[1]: keep one of them (got "b")',
    ]);
  });
});

describe("accessSchema", () => {
  it("takes ARNs of every partition", () => {
    for (const partition of ["aws", "aws-cn", "aws-us-gov"]) {
      const administrators = [`arn:${partition}:iam::111122223333:role/administrator`];
      const permissionsBoundaryArn = `arn:${partition}:iam::aws:policy/PowerUserAccess`;
      assert.deepEqual(problemsOf({ administrators, permissionsBoundaryArn }), []);
    }
  });

  for (const [setting, value, accepted] of [
    ["rolePath", "/", true],
    ["rolePath", "/a/b.c/", true],
    ["rolePath", `/${"a".repeat(510)}/`, true],
    ["rolePath", `/${"a".repeat(511)}/`, false],
    ["rolePath", "", false],
    ["rolePath", "a/", false],
    ["rolePath", "//", false],
    ["rolePath", "/a b/", false],
    ["permissionsBoundaryArn", "arn:aws:iam::111122223333:policy/", false],
    ["permissionsBoundaryArn", "boundary", false],
  ] as const) {
    it(`${accepted ? "takes" : "refuses"} ${setting} ${JSON.stringify(value).slice(0, 50)}`, () => {
      assert.equal(accessSchema.safeParse({ [setting]: value }).success, accepted);
    });
  }
});
