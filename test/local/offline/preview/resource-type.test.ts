import assert from "node:assert/strict";

import { shortName, shortType, typeGroup } from "../../../../local/offline/preview/resource-type";

const types: [type: string, short: string, group: string][] = [
  ["aws:ecs/service:Service", "aws:ecs:Service", "aws:ecs"],
  ["aws:index/provider:Provider", "aws:Provider", "aws"],
  ["awsx:ec2:Vpc", "awsx:ec2:Vpc", "awsx:ec2"],
  ["random:index/randomPassword:RandomPassword", "random:RandomPassword", "random"],
  ["secret-backed-services:components:Network", "Network", "components"],
  ["pulumi:pulumi:Stack", "Stack", "pulumi"],
  ["pulumi:providers:aws", "pulumi:providers:aws", "pulumi:providers"],
];

describe("shortType", () => {
  for (const [type, short] of types) {
    it(`makes ${short} of ${type}`, () => {
      assert.equal(shortType(type), short);
    });
  }
});

describe("shortName", () => {
  it("gives the type and the name of a URN, without the types of parents", () => {
    const urn = "urn:pulumi:prod::shop::shop:components:Service$aws:sns/topic:Topic::alerts";
    assert.equal(shortName(urn), "aws:sns:Topic alerts");
  });
});

describe("typeGroup", () => {
  for (const [type, , group] of types) {
    it(`counts ${type} as ${group}`, () => {
      assert.equal(typeGroup(type), group);
    });
  }
});
