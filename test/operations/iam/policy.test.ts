import assert from "node:assert/strict";

import { parsePolicy, type PolicyKind } from "../../../operations/iam/policy";

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const toEveryone = { ...allow, Principal: "*" };
const assume = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
};

function parse(kind: PolicyKind, ...statements: object[]) {
  return parsePolicy(kind, "p", { Version: "2012-10-17", Statement: statements });
}

const condition = (elements: object) => ({ ...allow, Condition: elements });

describe("parsePolicy", () => {
  it("labels statements by Sid or number", () => {
    const { statements } = parse("identity", { ...allow, Sid: "Read" }, allow);
    assert.deepEqual(
      statements.map(({ label }) => label),
      ["p Read", "p 2"],
    );
  });

  it("takes one value for a list of one", () => {
    assert.deepEqual(parse("resource", toEveryone).statements, [
      {
        label: "p 1",
        effect: "Allow",
        principals: { entries: [{ type: "everyone" }], negated: false },
        actions: { entries: ["s3:GetObject"], negated: false },
        resources: { entries: ["*"], negated: false },
        conditions: [],
      },
    ]);
  });

  it("gives a trust policy its role as the resource", () => {
    assert.deepEqual(parse("trust", assume).statements[0]?.resources, { entries: ["*"], negated: false });
  });

  const documents: [document: unknown, message: string][] = [
    ["{}", "document: Invalid input: expected object, received string"],
    [{ Statement: allow }, 'document.Version: Invalid input: expected "2012-10-17"'],
    [{ Version: "2008-10-17", Statement: allow }, 'document.Version: Invalid input: expected "2012-10-17"'],
    [
      { Version: "2012-10-17", Statement: [] },
      "document.Statement: Too small: expected array to have >=1 items",
    ],
    [{ Version: "2012-10-17", Statement: allow, Extra: 1 }, 'document: Unrecognized key: "Extra"'],
    [{ Version: "2012-10-17", Id: "i", Statement: allow }, "an identity policy has no Id"],
    [
      {
        Version: "2012-10-17",
        Statement: [
          { ...allow, Sid: "A" },
          { ...allow, Sid: "A" },
        ],
      },
      "two statements are named A",
    ],
  ];
  for (const [document, message] of documents) {
    it(`refuses a document: ${message}`, () => {
      assert.throws(() => parsePolicy("identity", "p", document), {
        message: `identity policy p: ${message}`,
      });
    });
  }

  const elements: [statement: object, message: string][] = [
    [{ ...allow, Resources: "*" }, ': Unrecognized key: "Resources"'],
    [{ ...allow, Effect: "allow" }, '.Effect: Invalid option: expected one of "Allow"|"Deny"'],
    [{ ...allow, Action: [] }, ".Action: Too small: expected array to have >=1 items"],
    [{ ...allow, Action: [1] }, ".Action.0: Invalid input: expected string, received number"],
    [
      condition({ StringEquals: "x" }),
      ".Condition.StringEquals: Invalid input: expected record, received string",
    ],
    [
      condition({ StringEquals: { "a:k": [] } }),
      ".Condition.StringEquals.a:k: Too small: expected array to have >=1 items",
    ],
  ];
  for (const [statement, message] of elements) {
    it(`refuses an element: document.Statement.0${message}`, () => {
      assert.throws(() => parse("identity", statement), {
        message: `identity policy p: document.Statement.0${message}`,
      });
    });
  }

  const statements: [kind: PolicyKind, statement: object, message: string][] = [
    ["identity", { ...allow, NotAction: "s3:*" }, "a statement has one of Action and NotAction"],
    ["identity", { Effect: "Allow", Resource: "*" }, "a statement has one of Action and NotAction"],
    ["identity", { Effect: "Allow", Action: "*" }, "a statement has one of Resource and NotResource"],
    ["identity", { ...allow, Action: "GetObject" }, '"GetObject" is not an action'],
    ["identity", { ...allow, Action: "s3:${a:k}" }, '"s3:${a:k}" is not an action'],
    ["identity", { ...allow, Resource: "bucket" }, '"bucket" is not an ARN'],
    ["identity", { ...allow, Resource: "arn:aws:s3:::" }, '"arn:aws:s3:::" is not an ARN'],
    ["identity", { ...allow, Resource: "arn:aws:*:::b" }, '"arn:aws:*:::b" is not an ARN'],
    ["identity", { ...allow, Resource: "arn:aws:s3::${a:k}:b" }, '"arn:aws:s3::${a:k}:b" is not an ARN'],
    ["identity", { ...allow, Resource: "arn:aws:s3:::${a b}" }, '"${a b}" is not a policy variable'],
    ["identity", toEveryone, "an identity policy has no Principal"],
    ["resource", allow, "a statement has one of Principal and NotPrincipal"],
    ["resource", { ...allow, Principal: {} }, "a Principal names someone"],
    [
      "resource",
      { ...allow, Principal: { AWS: "arn:aws:iam::111122223333:role/*" } },
      '"arn:aws:iam::111122223333:role/*" is not a principal that is evaluated here',
    ],
    [
      "resource",
      { ...allow, Principal: { Service: "ecs-tasks" } },
      '"ecs-tasks" is not a principal that is evaluated here',
    ],
    [
      "resource",
      { ...allow, NotPrincipal: { AWS: "111122223333" } },
      "NotPrincipal names the exceptions of a Deny on a resource",
    ],
    [
      "resource",
      { ...allow, Effect: "Deny", NotPrincipal: "*" },
      "NotPrincipal names the exceptions of a Deny on a resource",
    ],
    [
      "trust",
      { Effect: "Deny", Action: "sts:AssumeRole", NotPrincipal: { AWS: "111122223333" } },
      "NotPrincipal names the exceptions of a Deny on a resource",
    ],
    ["trust", { ...assume, Resource: "*" }, "a trust policy has no Resource: it is the role"],
    [
      "identity",
      condition({ BinaryEquals: { "a:k": "eA==" } }),
      '"BinaryEquals" is not an operator that is evaluated here',
    ],
    [
      "identity",
      condition({ StringEqual: { "a:k": "x" } }),
      '"StringEqual" is not an operator that is evaluated here',
    ],
    [
      "identity",
      condition({ NullIfExists: { "a:k": "true" } }),
      '"NullIfExists" is not an operator that is evaluated here',
    ],
    [
      "identity",
      condition({ "ForSomeValues:StringEquals": { "a:k": "x" } }),
      '"ForSomeValues:StringEquals" is not an operator that is evaluated here',
    ],
    ["identity", condition({ StringEquals: { key: "x" } }), 'StringEquals: "key" is not a condition key'],
    ["identity", condition({ Null: { "a:k": "yes" } }), 'Null a:k: "yes" is neither true nor false'],
    ["identity", condition({ Bool: { "a:k": "${a:l}" } }), 'Bool a:k: "${a:l}" is of the wrong type'],
    [
      "identity",
      condition({ NumericEquals: { "a:k": "1*" } }),
      'NumericEquals a:k: "1*" is of the wrong type',
    ],
    [
      "identity",
      condition({ DateEquals: { "a:k": "2020-13-01" } }),
      'DateEquals a:k: "2020-13-01" is of the wrong type',
    ],
    [
      "identity",
      condition({ IpAddress: { "a:k": "10.0.0.0/33" } }),
      'IpAddress a:k: "10.0.0.0/33" is of the wrong type',
    ],
    ["identity", condition({ ArnLike: { "a:k": "*" } }), 'ArnLike a:k: "*" is not an ARN of six fields'],
    [
      "identity",
      condition({ StringLike: { "a:k": "${a:l,'x'}" } }),
      `StringLike a:k: "\${a:l,'x'}" is not a policy variable`,
    ],
  ];
  for (const [kind, statement, message] of statements) {
    it(`refuses a statement of a ${kind} policy: ${message}`, () => {
      assert.throws(() => parse(kind, statement), { message: `${kind} policy p: statement 1: ${message}` });
    });
  }

  it("refuses a Sid of an identity policy that IAM refuses, but not that of a resource", () => {
    assert.throws(() => parse("identity", { ...allow, Sid: "Read it" }), {
      message: "identity policy p: statement Read it: the Sid of an identity policy is of letters and digits",
    });
    assert.equal(parse("resource", { ...toEveryone, Sid: "Read it" }).statements[0]?.label, "p Read it");
  });
});
