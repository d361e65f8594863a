import assert from "node:assert/strict";

import fc from "fast-check";

import { evaluate, type Verdict } from "../../../operations/iam/evaluate";
import { mutations } from "../../support/iam/mutations";
import { parsePolicy } from "../../../operations/iam/policy";
import { type Principal } from "../../../operations/iam/principal";
import { type AccessRequest, type ContextValues } from "../../../operations/iam/request-context";

/** Few names, so that statements and requests meet often. */
const account = "111122223333";
const secrets = ["a-test", "a-prod", "b-prod"].map(
  (name) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-AbCdEf`,
);
const roleArn = `arn:aws:iam::${account}:role/dev`;
const userArn = `arn:aws:iam::${account}:user/ana`;
const principals: Principal[] = [
  { type: "role session", role: roleArn, session: "s" },
  { type: "user", arn: userArn },
  { type: "root user", arn: `arn:aws:iam::${account}:root` },
  { type: "user", arn: "arn:aws:iam::444455556666:user/eve" },
  { type: "service", name: "logs.amazonaws.com" },
];

const subset = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const optionally = <T extends object>(elements: fc.Arbitrary<T>) => fc.oneof(fc.constant({}), elements);

const action = subset(
  "secretsmanager:GetSecretValue",
  "secretsmanager:Put*",
  "SECRETSMANAGER:*",
  "s3:*",
  "*",
);
const resource = subset(...secrets, `arn:aws:secretsmanager:*:${account}:secret:?-prod-*`, "*");
const tagCondition = fc
  .tuple(
    fc.constantFrom("", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"),
    fc.constantFrom("", "IfExists"),
    subset("prod", "te*", "${aws:PrincipalTag/Env}"),
  )
  .map(([set, base, ifExists, values]) => ({
    Condition: { [`${set}${base}${ifExists}`]: { "aws:ResourceTag/Env": values } },
  }));

const commonElements = fc
  .tuple(
    fc.constantFrom("Allow", "Deny"),
    fc.oneof(
      action.map((Action) => ({ Action })),
      action.map((NotAction) => ({ NotAction })),
    ),
    fc.oneof(
      resource.map((Resource) => ({ Resource })),
      resource.map((NotResource) => ({ NotResource })),
    ),
    optionally(tagCondition),
  )
  .map(([Effect, actions, resources, condition]) => ({ Effect, ...actions, ...resources, ...condition }));
const principalElement = fc.oneof(
  fc.constant({ Principal: "*" }),
  subset(roleArn, userArn, account, "444455556666", `arn:aws:sts::${account}:assumed-role/dev/s`).map(
    (AWS) => ({
      Principal: { AWS },
    }),
  ),
  fc.constant({ Principal: { Service: "logs.amazonaws.com" } }),
);

type Elements = { Effect: string } & object;
const identityStatements = fc.array(commonElements, { minLength: 1, maxLength: 4 });
const resourceStatement = fc
  .tuple(commonElements, principalElement)
  .map(([common, principal]) => ({ ...common, ...principal }));
const resourceStatements = fc.array(resourceStatement, { minLength: 1, maxLength: 3 });

interface Statements {
  identity: Elements[];
  boundary: Elements[] | undefined;
  resource: Elements[] | undefined;
}
const statements: fc.Arbitrary<Statements> = fc.record({
  identity: identityStatements,
  boundary: fc.option(identityStatements, { nil: undefined }),
  resource: fc.option(resourceStatements, { nil: undefined }),
});

const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "s3:GetObject"),
  resource: fc.constantFrom(...secrets),
  context: fc
    .tuple(
      fc.constantFrom<ContextValues>(
        {},
        { "aws:ResourceTag/Env": "prod" },
        { "aws:ResourceTag/Env": "test" },
      ),
      fc.constantFrom<ContextValues>({}, { "aws:PrincipalTag/Env": "test" }),
    )
    .map(([resourceTag, principalTag]) => ({ ...resourceTag, ...principalTag })),
});

const documentOf = (statementList: readonly object[]) => ({
  Version: "2012-10-17",
  Statement: statementList,
});

function decide(
  asked: AccessRequest,
  { identity, boundary, resource: ofResource }: Statements,
): Verdict["decision"] {
  return evaluate(asked, {
    identity: [parsePolicy("identity", "identity", documentOf(identity))],
    ...(boundary ? { boundary: parsePolicy("identity", "boundary", documentOf(boundary)) } : {}),
    ...(ofResource ? { resource: parsePolicy("resource", "resource", documentOf(ofResource)) } : {}),
  }).decision;
}

const isAllowed = (asked: AccessRequest, given: Statements) => decide(asked, given) === "allowed";

describe("evaluate, for any policies", () => {
  it("never comes to deny by one more Allow", () => {
    fc.assert(
      fc.property(
        statements,
        request,
        commonElements,
        principalElement,
        (given, asked, common, principal) => {
          const allow = { ...common, Effect: "Allow" };
          fc.pre(isAllowed(asked, given));
          assert.ok(isAllowed(asked, { ...given, identity: [...given.identity, allow] }));
          assert.ok(
            isAllowed(asked, { ...given, resource: [...(given.resource ?? []), { ...allow, ...principal }] }),
          );
        },
      ),
    );
  });

  it("never comes to allow by one more Deny", () => {
    fc.assert(
      fc.property(
        statements,
        request,
        commonElements,
        principalElement,
        (given, asked, common, principal) => {
          const deny = { ...common, Effect: "Deny" };
          fc.pre(!isAllowed(asked, given));
          assert.ok(!isAllowed(asked, { ...given, identity: [...given.identity, deny] }));
          assert.ok(
            !isAllowed(asked, { ...given, resource: [...(given.resource ?? []), { ...deny, ...principal }] }),
          );
        },
      ),
    );
  });

  it("never comes to allow by a permissions boundary", () => {
    fc.assert(
      fc.property(statements, request, identityStatements, (given, asked, boundary) => {
        fc.pre(!isAllowed(asked, { ...given, boundary: undefined }));
        assert.ok(!isAllowed(asked, { ...given, boundary }));
      }),
    );
  });

  it("does not mind the order of statements", () => {
    fc.assert(
      fc.property(statements, request, (given, asked) => {
        const reversed = {
          identity: given.identity.toReversed(),
          boundary: given.boundary?.toReversed(),
          resource: given.resource?.toReversed(),
        };
        assert.equal(decide(asked, reversed), decide(asked, given));
      }),
    );
  });

  it("does not mind how statements are spread over identity policies", () => {
    fc.assert(
      fc.property(statements, request, (given, asked) => {
        const apart = given.identity.map((statement, index) =>
          parsePolicy("identity", `identity ${index}`, documentOf([statement])),
        );
        const together = decide(asked, { ...given, boundary: undefined, resource: undefined });
        assert.equal(evaluate(asked, { identity: apart }).decision, together);
      }),
    );
  });

  it("denies explicitly just where some Deny speaks of the request", () => {
    fc.assert(
      fc.property(statements, request, (given, asked) => {
        const asAllow = given.identity
          .filter(({ Effect }) => Effect === "Deny")
          .map((statement) => ({ ...statement, Effect: "Allow" }));
        fc.pre(asAllow.length > 0);
        const byUser: AccessRequest = { ...asked, principal: { type: "user", arn: userArn } };
        const speaks = evaluate(byUser, { identity: [parsePolicy("identity", "i", documentOf(asAllow))] });
        const verdict = decide(byUser, {
          identity: given.identity,
          boundary: undefined,
          resource: undefined,
        });
        assert.equal(verdict === "explicitly denied", speaks.decision === "allowed");
      }),
    );
  });
});

describe("mutations, of any document", () => {
  it("are documents of the same kind, and none is the original", () => {
    fc.assert(
      fc.property(resourceStatements, (given) => {
        const { statements: original } = parsePolicy("resource", "p", documentOf(given));
        for (const { description, document } of mutations(documentOf(given))) {
          const { statements: mutated } = parsePolicy("resource", "p", document);
          assert.notDeepEqual(mutated, original, description);
        }
      }),
    );
  });
});
