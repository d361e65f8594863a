import assert from "node:assert/strict";

import { type AppliedPolicies, evaluate, type Verdict } from "../../../operations/iam/evaluate";
import { parsePolicy } from "../../../operations/iam/policy";
import { type Principal } from "../../../operations/iam/principal";
import { type AccessRequest } from "../../../operations/iam/request-context";

/** What AWS documents, the request, the policies, and the verdict. */
type Case = [rule: string, request: AccessRequest, policies: AppliedPolicies, verdict: Verdict];

const logic = "reference_policies_evaluation-logic_policy-eval-denyallow.html";
const basics = "reference_policies_evaluation-logic_policy-eval-basics.html";
const boundaries = "access_policies_boundaries.html";
const crossAccount = "reference_policies_evaluation-logic-cross-account.html";
const principalElement = "reference_policies_elements_principal.html";
const notPrincipal = "reference_policies_elements_notprincipal.html";

const account = "111122223333";
const otherAccount = "444455556666";
const secret = `arn:aws:secretsmanager:eu-west-1:${account}:secret:auth-service-prod-config-AbCdEf`;
const userArn = `arn:aws:iam::${account}:user/team/ana`;
const roleArn = `arn:aws:iam::${account}:role/team/deployer`;
const sessionArn = `arn:aws:sts::${account}:assumed-role/deployer/ci`;
const rootArn = `arn:aws:iam::${account}:root`;
const strangerArn = `arn:aws:iam::${otherAccount}:user/eve`;
const user: Principal = { type: "user", arn: userArn };
const session: Principal = { type: "role session", role: roleArn, session: "ci" };
const root: Principal = { type: "root user", arn: rootArn };
const stranger: Principal = { type: "user", arn: strangerArn };
const service: Principal = { type: "service", name: "ecs-tasks.amazonaws.com" };

const read = { action: "secretsmanager:GetSecretValue", resource: secret };
const byUser: AccessRequest = { principal: user, ...read };
const bySession: AccessRequest = { principal: session, ...read };
const byRoot: AccessRequest = { principal: root, ...read };
const byStranger: AccessRequest = { principal: stranger, ...read };
const byService: AccessRequest = { principal: service, ...read };

const allow = { Sid: "Allow", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const deny = { ...allow, Sid: "Deny", Effect: "Deny" };

const document = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
const identity = (...statements: object[]) => parsePolicy("identity", "identity", document(...statements));
const boundary = (...statements: object[]) => parsePolicy("identity", "boundary", document(...statements));
const resource = (...statements: object[]) => parsePolicy("resource", "resource", document(...statements));
/** A resource policy that allows to, or denies, the given principals. */
const allowTo = (...arns: string[]) => resource({ ...allow, Principal: { AWS: arns } });
const denyTo = (...arns: string[]) => resource({ ...deny, Principal: { AWS: arns } });
const denyAllBut = (...arns: string[]) => resource({ ...deny, NotPrincipal: { AWS: arns } });
const s3Only = boundary({ ...allow, Action: "s3:*" });

const allowedBy = (...because: string[]): Verdict => ({ decision: "allowed", because });
const deniedBy = (...because: string[]): Verdict => ({ decision: "explicitly denied", because });
const denied = (...because: string[]): Verdict => ({ decision: "implicitly denied", because });
const noIdentity = "no identity policy allows it";
const noBoundary = "the permissions boundary does not allow it";
const noResource = "the resource's policy does not allow it";

/** Page of the IAM user guide to what it says. */
const pages: Record<string, Case[]> = {
  [logic]: [
    ["nothing is allowed by default", byUser, {}, denied(noIdentity)],
    ["an identity policy allows", byUser, { identity: [identity(allow)] }, allowedBy("identity Allow")],
    [
      "a deny of the same policy overrides",
      byUser,
      { identity: [identity(allow, deny)] },
      deniedBy("identity Deny"),
    ],
    [
      "a deny of another policy overrides",
      byUser,
      { identity: [identity(allow), parsePolicy("identity", "other", document(deny))] },
      deniedBy("other Deny"),
    ],
    [
      "a deny of the resource overrides",
      bySession,
      { identity: [identity(allow)], resource: denyTo(roleArn) },
      deniedBy("resource Deny"),
    ],
    [
      "a deny of the boundary overrides the resource",
      bySession,
      { boundary: boundary(deny), resource: allowTo(sessionArn) },
      deniedBy("boundary Deny"),
    ],
    ["the root user may do everything", byRoot, {}, allowedBy("root user")],
    ["but for what is denied", byRoot, { resource: denyTo("*") }, deniedBy("resource Deny")],
    ["a user's ARN suffices", byUser, { resource: allowTo(userArn) }, allowedBy("resource Allow")],
    [
      "a user's ARN is not limited by the boundary",
      byUser,
      { boundary: s3Only, resource: allowTo(userArn) },
      allowedBy("resource Allow"),
    ],
    ["a role's ARN suffices", bySession, { resource: allowTo(roleArn) }, allowedBy("resource Allow")],
    [
      "a role's ARN is limited by the boundary",
      bySession,
      { boundary: s3Only, resource: allowTo(roleArn) },
      denied(noIdentity, noBoundary),
    ],
    [
      "within the boundary a role's ARN suffices",
      bySession,
      { boundary: boundary(allow), resource: allowTo(roleArn) },
      allowedBy("resource Allow", "boundary Allow"),
    ],
    ["a session's ARN suffices", bySession, { resource: allowTo(sessionArn) }, allowedBy("resource Allow")],
    [
      "a session's ARN is not limited by the boundary",
      bySession,
      { boundary: s3Only, resource: allowTo(sessionArn) },
      allowedBy("resource Allow"),
    ],
  ],
  [basics]: [
    [
      "it takes one of identity and resource policy",
      byUser,
      { identity: [identity(allow)], resource: allowTo(strangerArn) },
      allowedBy("identity Allow"),
    ],
    [
      "a policy on something else allows nothing",
      byUser,
      { identity: [identity({ ...allow, Action: "secretsmanager:PutSecretValue" })] },
      denied(noIdentity),
    ],
  ],
  [boundaries]: [
    [
      "policy and boundary must both allow",
      byUser,
      { identity: [identity(allow)], boundary: s3Only },
      denied(noBoundary),
    ],
    ["a boundary gives nothing", byUser, { boundary: boundary(allow) }, denied(noIdentity)],
    [
      "both allow",
      byUser,
      { identity: [identity(allow)], boundary: boundary({ ...allow, Action: "secretsmanager:*" }) },
      allowedBy("identity Allow", "boundary Allow"),
    ],
    [
      "a boundary is denied even as an exception of NotPrincipal",
      byUser,
      { identity: [identity(allow)], boundary: boundary(allow), resource: denyAllBut(userArn, rootArn) },
      deniedBy("resource Deny"),
    ],
  ],
  [crossAccount]: [
    ["the identity policy alone", byStranger, { identity: [identity(allow)] }, denied(noResource)],
    ["the resource policy alone", byStranger, { resource: allowTo(strangerArn) }, denied(noIdentity)],
    [
      "both",
      byStranger,
      { identity: [identity(allow)], resource: allowTo(strangerArn) },
      allowedBy("identity Allow", "resource Allow"),
    ],
    [
      "the account stands for its users",
      byStranger,
      { identity: [identity(allow)], resource: allowTo(otherAccount) },
      allowedBy("identity Allow", "resource Allow"),
    ],
    [
      "the boundary limits here too",
      byStranger,
      { identity: [identity(allow)], boundary: s3Only, resource: allowTo(strangerArn) },
      denied(noBoundary),
    ],
    [
      "everyone may, as far as identity policies allow",
      byStranger,
      { resource: allowTo("*") },
      denied(noIdentity),
    ],
    [
      "a bucket's ARN has no account, so the request names it",
      {
        principal: stranger,
        action: "s3:PutObject",
        resource: "arn:aws:s3:::production-logs/a",
        resourceAccount: account,
      },
      { identity: [identity({ ...allow, Action: "s3:*" })] },
      denied(noResource),
    ],
  ],
  [principalElement]: [
    [
      "an account delegates, and gives its users nothing",
      byUser,
      { resource: allowTo(rootArn) },
      denied(noIdentity),
    ],
    ["the account's number is the same", byUser, { resource: allowTo(account) }, denied(noIdentity)],
    ["the account denies all its users", byUser, { resource: denyTo(account) }, deniedBy("resource Deny")],
    [
      "everyone, by *",
      bySession,
      { resource: resource({ ...allow, Principal: "*" }) },
      allowedBy("resource Allow"),
    ],
    ["everyone, by AWS *", bySession, { resource: allowTo("*") }, allowedBy("resource Allow")],
    [
      "* is not limited by a boundary",
      bySession,
      { boundary: s3Only, resource: allowTo("*") },
      allowedBy("resource Allow"),
    ],
    [
      "principals are alternatives",
      bySession,
      { resource: allowTo(userArn, roleArn) },
      allowedBy("resource Allow"),
    ],
    ["case matters", byUser, { resource: allowTo(userArn.replace("ana", "Ana")) }, denied(noIdentity)],
    ["a path matters", byUser, { resource: allowTo(userArn.replace("team/", "")) }, denied(noIdentity)],
    ["a session is another one", bySession, { resource: allowTo(`${sessionArn}2`) }, denied(noIdentity)],
    [
      "a service",
      byService,
      { resource: resource({ ...allow, Principal: { Service: "ecs-tasks.amazonaws.com" } }) },
      allowedBy("resource Allow"),
    ],
    [
      "another service",
      byService,
      { resource: resource({ ...allow, Principal: { Service: "ecs.amazonaws.com" } }) },
      denied(noResource),
    ],
    ["a service has no identity policy", byService, { identity: [identity(allow)] }, denied(noResource)],
    [
      "all but some, by a condition",
      bySession,
      {
        identity: [identity(allow)],
        resource: resource({
          ...deny,
          Principal: "*",
          Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
        }),
      },
      allowedBy("identity Allow"),
    ],
    [
      "the condition is on the role, not the session",
      bySession,
      {
        identity: [identity(allow)],
        resource: resource({
          ...deny,
          Principal: "*",
          Condition: { ArnNotEquals: { "aws:PrincipalArn": sessionArn } },
        }),
      },
      deniedBy("resource Deny"),
    ],
  ],
  [notPrincipal]: [
    [
      "user and account are listed",
      byUser,
      { identity: [identity(allow)], resource: denyAllBut(userArn, rootArn) },
      allowedBy("identity Allow"),
    ],
    [
      "the account is not listed",
      byUser,
      { identity: [identity(allow)], resource: denyAllBut(userArn) },
      deniedBy("resource Deny"),
    ],
    [
      "the account alone is listed",
      byUser,
      { identity: [identity(allow)], resource: denyAllBut(rootArn) },
      deniedBy("resource Deny"),
    ],
    [
      "someone else is listed",
      byUser,
      { identity: [identity(allow)], resource: denyAllBut(strangerArn, otherAccount) },
      deniedBy("resource Deny"),
    ],
    [
      "role and account are listed",
      bySession,
      { identity: [identity(allow)], resource: denyAllBut(roleArn, account) },
      allowedBy("identity Allow"),
    ],
    [
      "the role's account is not listed",
      bySession,
      { identity: [identity(allow)], resource: denyAllBut(roleArn) },
      deniedBy("resource Deny"),
    ],
    [
      "session, role and account are listed",
      bySession,
      { identity: [identity(allow)], resource: denyAllBut(sessionArn, roleArn, account) },
      allowedBy("identity Allow"),
    ],
    [
      "the role is not listed",
      bySession,
      { identity: [identity(allow)], resource: denyAllBut(sessionArn, account) },
      deniedBy("resource Deny"),
    ],
    [
      "another session of the role is listed",
      bySession,
      { identity: [identity(allow)], resource: denyAllBut(`${sessionArn}2`, roleArn, account) },
      deniedBy("resource Deny"),
    ],
    ["the root user's account is listed", byRoot, { resource: denyAllBut(rootArn) }, allowedBy("root user")],
    [
      "a service is listed",
      byService,
      {
        resource: resource(
          { ...deny, NotPrincipal: { Service: "ecs-tasks.amazonaws.com" } },
          { ...allow, Principal: "*" },
        ),
      },
      allowedBy("resource Allow"),
    ],
  ],
};

describe("evaluate", () => {
  for (const [page, cases] of Object.entries(pages)) {
    describe(page, () => {
      for (const [rule, request, policies, verdict] of cases) {
        it(`${rule}: ${verdict.decision}`, () => {
          assert.deepEqual(evaluate(request, policies), verdict);
        });
      }
    });
  }
});
