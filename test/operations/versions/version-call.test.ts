import assert from "node:assert/strict";

import { versionCall } from "../../../operations/versions/version-call";

const secretId = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-prod-config-AbCdEf";
const user = { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/anna" };
const record = (eventName: string, requestParameters: object, more: object = {}) =>
  JSON.stringify({
    eventTime: "2026-03-31T12:00:00Z",
    eventName,
    userIdentity: user,
    requestParameters,
    ...more,
  });
const call = { version: "v2", time: new Date("2026-03-31T12:00:00Z"), principal: user.arn };

describe("versionCall", () => {
  it("reads who has put a version, whichever way the secret is named", () => {
    const token = { clientRequestToken: "v2" };
    for (const name of ["PutSecretValue", "UpdateSecret", "RotateSecret"]) {
      assert.deepEqual(versionCall(record(name, { secretId, ...token }), "a-prod-config"), {
        ...call,
        call: name,
      });
    }
    const created = record("CreateSecret", { name: "a-prod-config", ...token });
    assert.deepEqual(versionCall(created, "a-prod-config"), { ...call, call: "CreateSecret" });
  });

  it("reads who has made a version current, with the session of a role", () => {
    const arn = "arn:aws:sts::111122223333:assumed-role/developer/anna";
    const issuer = "arn:aws:iam::111122223333:role/developer";
    const userIdentity = { type: "AssumedRole", arn, sessionContext: { sessionIssuer: { arn: issuer } } };
    const move = { secretId, versionStage: "AWSCURRENT", moveToVersionId: "v2" };
    assert.deepEqual(
      versionCall(record("UpdateSecretVersionStage", move, { userIdentity }), "a-prod-config"),
      {
        ...call,
        call: "AWSCURRENT",
        principal: issuer,
        session: "anna",
      },
    );
  });

  const others: [string, string][] = [
    ["another secret", record("PutSecretValue", { secretId: "b-prod-config", clientRequestToken: "v2" })],
    [
      "another label",
      record("UpdateSecretVersionStage", { secretId, versionStage: "DEPLOYED", moveToVersionId: "v2" }),
    ],
    ["a label that goes", record("UpdateSecretVersionStage", { secretId, versionStage: "AWSCURRENT" })],
    [
      "a refusal",
      record("PutSecretValue", { secretId, clientRequestToken: "v2" }, { errorCode: "AccessDenied" }),
    ],
    ["another call", record("GetSecretValue", { secretId })],
    ["no JSON", "no JSON"],
  ];
  for (const [what, json] of others) {
    it(`is none of ${what}`, () => {
      assert.equal(versionCall(json, "a-prod-config"), undefined);
    });
  }
});
