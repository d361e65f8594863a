import assert from "node:assert/strict";

import { type AllowStatement, inspectAllowStatements } from "../../policy-pack/iam-statements";
import { type Fields, notKnown, type Value } from "../../policy-pack/known-values";

/** What is read out of a resource's inputs, and what is found wrong with them as a whole. */
function read(type: string, inputs: Fields, reportUnreadable = false) {
  const statements: AllowStatement[] = [];
  const check = (statement: AllowStatement) => {
    statements.push(statement);
    return [];
  };
  const inspect = inspectAllowStatements(check, { reportUnreadable })[type];
  const findings = inspect?.(inputs, { project: "shop", stack: "prod", environment: "prod", config: {} });
  return { statements, findings };
}

const policyType = "aws:iam/policy:Policy";

describe("inspectAllowStatements", () => {
  it("reads single texts and lists, of documents and of components, alike", () => {
    const expected = {
      label: 'statement "A"',
      actions: ["s3:GetObject"],
      notActions: [],
      resources: ["*"],
      notResources: [],
      principals: [],
      notPrincipals: [],
      conditions: [],
    };
    const texts = { Sid: "A", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    const lists = { sid: "A", effect: "Allow", actions: ["s3:GetObject"], resources: ["*"] };
    assert.deepEqual(read(policyType, { policy: JSON.stringify({ Statement: texts }) }).statements, [
      { ...expected, property: "policy" },
    ]);
    assert.deepEqual(
      read("secret-backed-services:components:ServiceRole", { statements: [lists] }).statements,
      [{ ...expected, property: "statements" }],
    );
  });

  it("leaves out what is denied, and takes an effect that is not known for Allow", () => {
    const statements: Value[] = [{ Effect: "Deny" }, { Effect: "deny" }, { Effect: notKnown }, {}];
    const labels = read(policyType, { policy: { Statement: statements } }).statements.map(
      ({ label }) => label,
    );
    assert.deepEqual(labels, ["statement 2", "statement 3"]);
  });

  it("has a doubt of a document that is not known, and of each inline policy by its name", () => {
    assert.deepEqual(read(policyType, { policy: notKnown }).findings, [
      { doubt: "policy", property: "policy", wholeDocument: true },
    ]);
    const inlinePolicies: Value[] = [
      { name: "read", policy: notKnown },
      { policy: notKnown },
      { name: "none" },
    ];
    assert.deepEqual(read("aws:iam/role:Role", { inlinePolicies }).findings, [
      { doubt: 'inline policy "read", inlinePolicies', property: "inlinePolicies", wholeDocument: true },
      { doubt: "inline policy 1, inlinePolicies", property: "inlinePolicies", wholeDocument: true },
    ]);
  });

  it("finds fault with a text that is not JSON, for the one policy that asks for it", () => {
    const fault =
      "policy is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify";
    assert.deepEqual(read(policyType, { policy: "{" }).findings, []);
    assert.deepEqual(read(policyType, { policy: "{" }, true).findings, [{ fault }]);
  });

  it("reads nothing out of JSON that is no policy", () => {
    for (const policy of ["[]", "1", "null", '"text"', '{"Statement":[1,null,"text"]}'])
      assert.deepEqual(
        read(policyType, { policy }).statements.flatMap(({ actions, resources }) => [
          ...actions,
          ...resources,
        ]),
        [],
        policy,
      );
  });
});
