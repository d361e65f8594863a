import assert from "node:assert/strict";

import fc from "fast-check";

import { evaluate, type Verdict } from "../../../operations/iam/evaluate";
import { mutations } from "./mutations";
import { parsePolicy } from "../../../operations/iam/policy";
import { expand, isLike } from "../../../operations/iam/policy-text";
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

describe("a condition, for any values", () => {
  const words = subset("prod", "test", "te*", "?rod");
  const context = fc.uniqueArray(fc.constantFrom("prod", "test", "tent"), { maxLength: 3 });
  const base = fc.constantFrom<[string, string]>(
    ["StringEquals", "StringNotEquals"],
    ["StringLike", "StringNotLike"],
    ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  );

  function holds(operator: string, values: string[], actual: string | string[]): boolean {
    const statement = {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { [operator]: { "a:k": values } },
    };
    const asked = {
      principal: { type: "user", arn: userArn } as const,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/a",
      context: { "a:k": actual },
    };
    return (
      evaluate(asked, { identity: [parsePolicy("identity", "p", documentOf([statement]))] }).decision ===
      "allowed"
    );
  }

  it("holds for all values just where its negation holds for none", () => {
    fc.assert(
      fc.property(base, words, context, ([operator, negation], values, actual) => {
        const forAll = holds(`ForAllValues:${operator}`, values, actual);
        assert.equal(forAll, !holds(`ForAnyValue:${negation}`, values, actual));
      }),
    );
  });

  it("is the same with any set operator and IfExists for one value that is there", () => {
    fc.assert(
      fc.property(base, words, fc.constantFrom("prod", "test"), ([operator, negation], values, actual) => {
        const plain = holds(operator, values, actual);
        assert.equal(holds(negation, values, actual), !plain);
        for (const variant of [
          `${operator}IfExists`,
          `ForAnyValue:${operator}`,
          `ForAllValues:${operator}`,
        ]) {
          assert.equal(holds(variant, values, actual), plain);
        }
      }),
    );
  });
});

describe("isLike, for any pattern", () => {
  /** Wildcards by recursion, without regular expressions. */
  function covers(pattern: string, value: string): boolean {
    const [first, ...rest] = pattern;
    if (first === undefined) return value === "";
    const others = rest.join("");
    if (first === "*") return covers(others, value) || (value !== "" && covers(pattern, value.slice(1)));
    return value !== "" && (first === "?" || first === value[0]) && covers(others, value.slice(1));
  }

  it("agrees with a plain recursion", () => {
    const text = (...characters: string[]) =>
      fc.array(fc.constantFrom(...characters), { maxLength: 7 }).map((list) => list.join(""));
    fc.assert(
      fc.property(
        text("a", "B", ":", "/", ".", "*", "?", "["),
        text("a", "B", ":", "/", ".", "["),
        (pattern, value) => {
          const expanded = expand(pattern, new Map());
          assert.equal(expanded && isLike(value, expanded), covers(pattern, value));
        },
      ),
      { numRuns: 1000 },
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
