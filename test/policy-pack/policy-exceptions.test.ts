import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
  declaredExceptions,
  exceptionInForce,
  exceptionNote,
  isOfResource,
  type PolicyException,
} from "../../policy-pack/policy-exceptions";
import { daysFromNow, exception } from "./exceptions";

const urn = "urn:pulumi:prod::shop::shop:components:Service$aws:sns/topic:Topic::alerts";

/** Gives the project "shop" its setting, as Pulumi does: as JSON. */
function declare(policyExceptions: unknown): void {
  const text = typeof policyExceptions === "string" ? policyExceptions : JSON.stringify(policyExceptions);
  pulumi.runtime.setAllConfig({ "shop:policyExceptions": text, "other:policyExceptions": "[]" });
}

describe("declaredExceptions", () => {
  after(() => {
    pulumi.runtime.setAllConfig({});
  });

  it("gives every entry of the project's setting, and none where there is no setting", () => {
    const entries = [exception(), exception({ policy: "kms-key-rotates" })];
    declare(entries);
    assert.deepEqual(declaredExceptions("shop"), [
      { label: "policyExceptions[0]", exception: entries[0] },
      { label: "policyExceptions[1]", exception: entries[1] },
    ]);
    assert.deepEqual(declaredExceptions("other"), []);
    assert.deepEqual(declaredExceptions("third"), []);
  });

  it("takes a date without quotes, which Pulumi hands over as a time", () => {
    const expires = daysFromNow(1);
    declare([exception({ expires: `${expires} 00:00:00 +0000 UTC` })]);
    assert.equal(declaredExceptions("shop")[0]?.exception?.expires, expires);
  });

  it("takes no entry for an exception that lacks something or has another day than one of the calendar", () => {
    const keys = ["policy", "resource", "reason", "owner", "expires"];
    const incomplete = [
      ...keys.map((key) => ({ ...exception(), [key]: undefined })),
      ...keys.map((key) => ({ ...exception(), [key]: " " })),
      ...["2027-02-30", "31.12.2027", "2027-12-31T10:00:00Z", "never"].map((expires) =>
        exception({ expires }),
      ),
      null,
      "no-public-ip",
    ];
    declare(incomplete);
    assert.deepEqual(
      declaredExceptions("shop"),
      incomplete.map((_, index) => ({ label: `policyExceptions[${index}]` })),
    );
  });

  it("takes what is no list for one entry that is no exception", () => {
    for (const setting of [{ "no-public-ip": exception() }, "no JSON", pulumi.runtime.unknownValue]) {
      declare(setting);
      assert.deepEqual(declaredExceptions("shop"), [{ label: "policyExceptions" }]);
    }
  });
});

describe("isOfResource", () => {
  const isOf = (resource: string) => isOfResource(exception({ resource }), urn);

  it("goes by the whole type and the whole name, with or without the types of the parents", () => {
    assert.equal(isOf("aws:sns/topic:Topic::alerts"), true);
    assert.equal(isOf("shop:components:Service$aws:sns/topic:Topic::alerts"), true);
    for (const other of [
      "aws:sns/topic:Topic::alert",
      "aws:sns/topic:Topic::alerts-2",
      "aws:sns/topic:Topic",
      "alerts",
      "Topic::alerts",
      "shop:components:Other$aws:sns/topic:Topic::alerts",
      "shop:components:Service::alerts",
      "aws:sns/topic:Topic::*",
      urn,
    ])
      assert.equal(isOf(other), false, other);
  });

  it("reads names that hold colons", () => {
    const resource = "aws:sns/topic:Topic::a::b";
    assert.equal(isOfResource(exception({ resource }), `urn:pulumi:prod::shop::${resource}`), true);
    assert.equal(
      isOfResource(exception({ resource }), "urn:pulumi:prod::shop::aws:sns/topic:Topic::a"),
      false,
    );
  });
});

describe("exceptionInForce", () => {
  after(() => {
    pulumi.runtime.setAllConfig({});
  });

  const inForce = (overrides: Partial<PolicyException>) => {
    declare([exception({ resource: "aws:sns/topic:Topic::alerts", ...overrides })]);
    return exceptionInForce("no-public-ip", urn) !== undefined;
  };

  it("is the one of the policy and the resource", () => {
    assert.equal(inForce({}), true);
    assert.equal(inForce({ policy: "no-public" }), false);
    assert.equal(inForce({ resource: "aws:sns/topic:Topic::other" }), false);
  });

  it("holds on its last day, and no longer", () => {
    assert.equal(inForce({ expires: daysFromNow(0) }), true);
    assert.equal(inForce({ expires: daysFromNow(-1) }), false);
  });

  it("is of the stack's own project", () => {
    declare([exception({ resource: "aws:sns/topic:Topic::alerts" })]);
    assert.equal(exceptionInForce("no-public-ip", urn.replace("::shop::", "::other::")), undefined);
  });
});

describe("exceptionNote", () => {
  it("says until when, by whom and why", () => {
    const note = exceptionNote(
      exception({ expires: "2027-01-31", owner: "ann", reason: "partner's network" }),
    );
    assert.equal(note, "excepted until 2027-01-31 by ann (partner's network): ");
  });
});
