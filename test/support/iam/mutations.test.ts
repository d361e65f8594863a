import assert from "node:assert/strict";

import { mutations } from "./mutations";
import { parsePolicy } from "../../../operations/iam/policy";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auth-service-prod-config-AbCdEf";
const role = "arn:aws:iam::111122223333:role/auth-service-prod-execution";
const root = "arn:aws:iam::111122223333:root";

const allow = { Sid: "Read", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret };
const everything = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };

const documentOf = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

/** The steps, and for each the elements of the only statement after it. */
function changesOf(statement: object): [step: string, elements: object][] {
  return mutations(documentOf(statement)).map(({ description, document }) => {
    assert.equal(document.Statement.length, 1);
    return [description, { ...document.Statement[0] }];
  });
}

/** The steps that begin in a certain way. */
function stepsOf(statement: object, beginning: RegExp): string[] {
  return changesOf(statement)
    .map(([step]) => step)
    .filter((step) => beginning.test(step));
}

const withCondition = (condition: object) => ({ ...everything, Condition: condition });

describe("mutations", () => {
  it("takes every single step for a plain statement", () => {
    const lists = { ...allow, Action: [allow.Action], Resource: [allow.Resource] };
    assert.deepEqual(changesOf(allow), [
      ["Read: replace Allow by Deny", { ...lists, Effect: "Deny" }],
      [
        "Read: replace Action secretsmanager:GetSecretValue by secretsmanager:*",
        { ...lists, Action: ["secretsmanager:*"] },
      ],
      [
        `Read: replace Resource ${secret} by arn:aws:secretsmanager:eu-west-1:111122223333:secret:*`,
        { ...lists, Resource: ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"] },
      ],
      [`Read: replace Resource ${secret} by *`, { ...lists, Resource: ["*"] }],
    ]);
  });

  it("removes each of several statements, keeping the others and their order", () => {
    const [first, ...others] = mutations(documentOf(allow, everything));
    assert.equal(first?.description, "Read: remove the statement");
    assert.deepEqual(first.document, {
      Version: "2012-10-17",
      Statement: [{ ...everything, Action: ["*"], Resource: ["*"] }],
    });
    assert.deepEqual(
      others.filter(({ description }) => description.endsWith("remove the statement")).map((m) => m.document),
      [
        {
          Version: "2012-10-17",
          Statement: [{ ...allow, Action: [allow.Action], Resource: [allow.Resource] }],
        },
      ],
    );
  });

  it("leaves a document its only statement, and what is as wide as can be", () => {
    assert.deepEqual(
      changesOf(everything).map(([step]) => step),
      ["All: replace Allow by Deny"],
    );
  });

  it("numbers statements without Sid", () => {
    assert.deepEqual(
      changesOf({ Effect: "Allow", Action: "*", Resource: "*" }).map(([step]) => step),
      ["1: replace Allow by Deny"],
    );
  });

  it("removes and widens each of several actions and resources, Not or not", () => {
    const statement = {
      Sid: "S",
      Effect: "Deny",
      NotAction: ["s3:A", "s3:*"],
      NotResource: ["arn:aws:s3:::b", "*"],
    };
    assert.deepEqual(stepsOf(statement, /Not/), [
      "S: remove NotAction s3:A",
      "S: replace NotAction s3:A by s3:*",
      "S: remove NotAction s3:*",
      "S: remove NotResource arn:aws:s3:::b",
      "S: replace NotResource arn:aws:s3:::b by *",
      "S: remove NotResource *",
    ]);
  });

  it("removes principals, widens them to their account, and to everyone", () => {
    const statement = { ...everything, Principal: { AWS: [role, root], Service: "logs.amazonaws.com" } };
    assert.deepEqual(
      changesOf(statement)
        .filter(([step]) => step.includes("Principal"))
        .map(([step, elements]) => [step, "Principal" in elements ? elements.Principal : undefined]),
      [
        [`All: remove Principal ${role}`, { AWS: [root], Service: ["logs.amazonaws.com"] }],
        [`All: replace Principal ${role} by ${root}`, { AWS: [root, root], Service: ["logs.amazonaws.com"] }],
        [`All: remove Principal ${root}`, { AWS: [role], Service: ["logs.amazonaws.com"] }],
        ["All: remove Principal logs.amazonaws.com", { AWS: [role, root] }],
        ["All: replace Principal by *", "*"],
      ],
    );
  });

  it("removes the exceptions of NotPrincipal, which is never allowed nor everyone", () => {
    const statement = { ...everything, Effect: "Deny", NotPrincipal: { AWS: [role, root] } };
    assert.deepEqual(
      changesOf(statement).map(([step]) => step),
      [
        `All: remove NotPrincipal ${role}`,
        `All: replace NotPrincipal ${role} by ${root}`,
        `All: remove NotPrincipal ${root}`,
      ],
    );
  });

  const conditions: [condition: object, steps: [step: string, condition: object | undefined][]][] = [
    [
      { StringEquals: { "kms:ViaService": ["a", "b"] } },
      [
        ["remove StringEquals kms:ViaService", undefined],
        [
          "replace StringEquals kms:ViaService a, b by StringEquals kms:ViaService b",
          { StringEquals: { "kms:ViaService": ["b"] } },
        ],
        [
          "replace StringEquals kms:ViaService a, b by StringEquals kms:ViaService a",
          { StringEquals: { "kms:ViaService": ["a"] } },
        ],
        [
          "replace StringEquals kms:ViaService a, b by StringNotEquals kms:ViaService a, b",
          { StringNotEquals: { "kms:ViaService": ["a", "b"] } },
        ],
        [
          "replace StringEquals kms:ViaService a, b by Null kms:ViaService false",
          { Null: { "kms:ViaService": ["false"] } },
        ],
        [
          "replace StringEquals kms:ViaService a, b by StringEqualsIfExists kms:ViaService a, b",
          { StringEqualsIfExists: { "kms:ViaService": ["a", "b"] } },
        ],
      ],
    ],
    [
      { ArnNotLike: { "aws:PrincipalArn": role } },
      [
        ["remove ArnNotLike aws:PrincipalArn", undefined],
        [
          `replace ArnNotLike aws:PrincipalArn ${role} by ArnLike aws:PrincipalArn ${role}`,
          { ArnLike: { "aws:PrincipalArn": [role] } },
        ],
      ],
    ],
    [
      { ArnEquals: { "aws:PrincipalArn": role } },
      [
        ["remove ArnEquals aws:PrincipalArn", undefined],
        [
          `replace ArnEquals aws:PrincipalArn ${role} by ArnNotEquals aws:PrincipalArn ${role}`,
          { ArnNotEquals: { "aws:PrincipalArn": [role] } },
        ],
        [
          `replace ArnEquals aws:PrincipalArn ${role} by Null aws:PrincipalArn false`,
          { Null: { "aws:PrincipalArn": ["false"] } },
        ],
      ],
    ],
    [
      { Bool: { "aws:MultiFactorAuthPresent": true }, Null: { "a:k": "true" } },
      [
        ["remove Bool aws:MultiFactorAuthPresent", { Null: { "a:k": ["true"] } }],
        [
          "replace Bool aws:MultiFactorAuthPresent true by Bool aws:MultiFactorAuthPresent false",
          { Bool: { "aws:MultiFactorAuthPresent": ["false"] }, Null: { "a:k": ["true"] } },
        ],
        [
          "replace Bool aws:MultiFactorAuthPresent true by Null aws:MultiFactorAuthPresent false",
          { Null: { "aws:MultiFactorAuthPresent": ["false"], "a:k": ["true"] } },
        ],
        [
          "replace Bool aws:MultiFactorAuthPresent true by BoolIfExists aws:MultiFactorAuthPresent true",
          { BoolIfExists: { "aws:MultiFactorAuthPresent": ["true"] }, Null: { "a:k": ["true"] } },
        ],
        ["remove Null a:k", { Bool: { "aws:MultiFactorAuthPresent": ["true"] } }],
        [
          "replace Null a:k true by Null a:k false",
          { Bool: { "aws:MultiFactorAuthPresent": ["true"] }, Null: { "a:k": ["false"] } },
        ],
      ],
    ],
    [
      { "ForAllValues:StringLike": { "aws:TagKeys": "a*" }, Null: { "aws:TagKeys": "false" } },
      [
        ["remove ForAllValues:StringLike aws:TagKeys", { Null: { "aws:TagKeys": ["false"] } }],
        [
          "replace ForAllValues:StringLike aws:TagKeys a* by ForAllValues:StringNotLike aws:TagKeys a*",
          { "ForAllValues:StringNotLike": { "aws:TagKeys": ["a*"] }, Null: { "aws:TagKeys": ["false"] } },
        ],
        ["remove Null aws:TagKeys", { "ForAllValues:StringLike": { "aws:TagKeys": ["a*"] } }],
        [
          "replace Null aws:TagKeys false by Null aws:TagKeys true",
          { "ForAllValues:StringLike": { "aws:TagKeys": ["a*"] }, Null: { "aws:TagKeys": ["true"] } },
        ],
      ],
    ],
    [
      { NotIpAddressIfExists: { "aws:SourceIp": "10.0.0.0/8" } },
      [
        ["remove NotIpAddressIfExists aws:SourceIp", undefined],
        [
          "replace NotIpAddressIfExists aws:SourceIp 10.0.0.0/8 by IpAddressIfExists aws:SourceIp 10.0.0.0/8",
          { IpAddressIfExists: { "aws:SourceIp": ["10.0.0.0/8"] } },
        ],
      ],
    ],
    [
      { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
      [
        ["remove NumericLessThan aws:MultiFactorAuthAge", undefined],
        [
          "replace NumericLessThan aws:MultiFactorAuthAge 3600 by Null aws:MultiFactorAuthAge false",
          { Null: { "aws:MultiFactorAuthAge": ["false"] } },
        ],
        [
          "replace NumericLessThan aws:MultiFactorAuthAge 3600 by NumericLessThanIfExists aws:MultiFactorAuthAge 3600",
          { NumericLessThanIfExists: { "aws:MultiFactorAuthAge": ["3600"] } },
        ],
      ],
    ],
  ];
  for (const [condition, steps] of conditions) {
    it(`changes ${JSON.stringify(condition)}`, () => {
      const [, ...changes] = changesOf(withCondition(condition));
      assert.deepEqual(
        changes.map(([step, elements]) => [step, "Condition" in elements ? elements.Condition : undefined]),
        steps.map(([step, changed]) => [`All: ${step}`, changed]),
      );
    });
  }

  it("keeps the document, its Id and its Version as they are", () => {
    const document = { ...documentOf({ ...allow, Principal: "*" }), Id: "wall" };
    const before = structuredClone(document);
    for (const mutation of mutations(document)) {
      assert.equal(mutation.document.Id, "wall");
      assert.equal(parsePolicy("resource", "p", mutation.document).statements.length, 1);
    }
    assert.deepEqual(document, before);
  });
});
