import assert from "node:assert/strict";

import { accessFindings, type GuardedSecret } from "../../../operations/doctor/access-checks";
import { endpointPolicyFinding } from "../../../operations/doctor/endpoint-policy-check";
import { type Finding } from "../../../operations/doctor/finding";
import { assumedByFunctions, assumedByTasks, roleFindings } from "../../../operations/doctor/role-checks";
import {
  account,
  keyArn,
  roleArn,
  rotationArn,
  roleWith,
  secretArn,
  told,
} from "../../support/doctor/observed";

const secretName = "auth-service-prod-config";
const statements = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const leftToAccount = { Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" };
const deny = (action: string) => ({
  Sid: "No",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: action,
  Resource: "*",
});

function guarded(changes: Partial<GuardedSecret> = {}): GuardedSecret {
  return {
    name: secretName,
    arn: secretArn,
    tags: { Environment: "prod" },
    rotationFunctionArn: rotationArn,
    policy: undefined,
    key: { arn: keyArn, policy: statements(leftToAccount) },
    ...changes,
  };
}

const read = (role = roleWith(), secret = guarded()): Finding[] => accessFindings(role, secret, "read");

describe("the doctor's checks of a role's access", () => {
  it("finds nothing in the way of a role that may read", () => {
    assert.deepEqual(
      read().map(({ check, verdict }) => `${check} ${verdict}`),
      ["role-policy ok", "secret-policy ok", "key-policy ok"],
    );
  });

  it("asks nothing of the key of AWS, and minds tags and a policy that lets a role in by itself", () => {
    const byTag = statements({
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:ResourceTag/Environment": "prod", "aws:PrincipalTag/Environment": "prod" },
      },
    });
    const role = roleWith({ policies: [{ name: "byTag", document: byTag }] });
    assert.deepEqual(told(read(role, guarded({ key: undefined }))), []);
    const policy = statements({
      Effect: "Allow",
      Principal: { AWS: roleArn },
      Action: "secretsmanager:GetSecretValue",
      Resource: "*",
    });
    assert.deepEqual(told(read(roleWith({ policies: [] }), guarded({ key: undefined, policy }))), []);
  });

  it("says which of the policies is in the way", () => {
    const all = statements({ Effect: "Allow", Action: "*", Resource: "*" });
    const none = statements({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
    assert.deepEqual(told(read(roleWith({ policies: [] }))), [
      `problem role-policy: for ${secretName}, secretsmanager:GetSecretValue is implicitly denied (no identity policy allows it); kms:Decrypt is implicitly denied (no identity policy allows it)`,
    ]);
    assert.deepEqual(told(read(roleWith({ boundary: { name: "bound", document: none } }))), [
      `problem role-boundary: for ${secretName}, secretsmanager:GetSecretValue is implicitly denied (the permissions boundary does not allow it); kms:Decrypt is implicitly denied (the permissions boundary does not allow it)`,
    ]);
    assert.deepEqual(told(read(roleWith({ boundary: { name: "bound", document: all } }))), []);
    assert.deepEqual(told(read(roleWith(), guarded({ policy: statements(deny("secretsmanager:*")) }))), [
      `problem secret-policy: for ${secretName}, secretsmanager:GetSecretValue is explicitly denied (policy of ${secretName} No)`,
    ]);
    const key = { arn: keyArn, policy: statements({ ...leftToAccount, Principal: { AWS: "444455556666" } }) };
    assert.deepEqual(told(read(roleWith(), guarded({ key }))), [
      `problem key-policy: for ${secretName}, kms:Decrypt is implicitly denied (the resource's policy does not leave it to the account)`,
    ]);
  });

  it("knows the name under which Secrets Manager calls KMS in China", () => {
    const inChina = (text: string) =>
      text
        .replaceAll("arn:aws:", "arn:aws-cn:")
        .replaceAll("eu-west-1", "cn-north-1")
        .replaceAll(".amazonaws.com", ".amazonaws.com.cn");
    const role = roleWith();
    const policies = role.policies.map(({ name, document }): { name: string; document: unknown } => ({
      name,
      document: JSON.parse(inChina(JSON.stringify(document))),
    }));
    const key = { arn: inChina(keyArn), policy: statements(leftToAccount) };
    const secret = guarded({ arn: inChina(secretArn), key });
    assert.deepEqual(told(read({ ...role, arn: inChina(roleArn), policies }, secret)), []);
  });

  it("wants more of a role that rotates", () => {
    const [refused = "", ...others] = told(accessFindings(roleWith(), guarded(), "rotate"));
    assert.deepEqual(refused.match(/\w+:\w+(?= is implicitly denied)/g), [
      "secretsmanager:PutSecretValue",
      "secretsmanager:DescribeSecret",
      "secretsmanager:UpdateSecretVersionStage",
      "kms:GenerateDataKey",
    ]);
    assert.deepEqual(others, []);
  });

  it("does not judge by a policy that it does not understand", () => {
    const role = roleWith({
      policies: [{ name: "old", document: { Version: "2008-10-17", Statement: [] } }],
    });
    const [finding, ...others] = read(role);
    assert.deepEqual(others, []);
    assert.match(
      told(finding ? [finding] : []).join(),
      /^unknown role-policy: could not look: a policy is not understood: identity policy old: /,
    );
  });

  it("says who may assume a role, and whether it is there", () => {
    const serviceArn = `arn:aws:ecs:eu-west-1:${account}:service/cluster/auth-service-prod`;
    const byTasks = assumedByTasks(serviceArn);
    assert.deepEqual(told(roleFindings(roleArn, { seen: roleWith() }, byTasks)), []);
    assert.deepEqual(told(roleFindings(roleArn, { seen: roleWith() }, assumedByFunctions)), [
      "problem role-trust: lambda.amazonaws.com may not assume it: implicitly denied (the resource's policy does not allow it)",
    ]);
    assert.deepEqual(told(roleFindings(roleArn, { seen: undefined }, byTasks)), [
      "problem role-exists: there is no such role",
    ]);
    const [, trust] = roleFindings(roleArn, { seen: roleWith({ trust: {} }) }, byTasks);
    assert.match(
      trust?.evidence ?? "",
      /^could not look: trust policy trust of auth-service-prod-execution: /,
    );
  });

  it("takes an endpoint's policy for a limit: the account is as good as the role, and nothing said allows all", () => {
    const verdictWith = (statement: object | undefined) => {
      const policy = statement && JSON.stringify({ Statement: statement });
      return told(
        endpointPolicyFinding({ id: "vpce-1", policy }, roleWith(), { name: secretName, arn: secretArn }),
      );
    };
    const allow = { Sid: "Some", Effect: "Allow", Action: "secretsmanager:*", Resource: "*" };
    for (const Principal of ["*", { AWS: "*" }, { AWS: account }, { AWS: [roleArn] }]) {
      assert.deepEqual(verdictWith({ ...allow, Principal }), []);
    }
    assert.deepEqual(verdictWith(undefined), []);
    assert.deepEqual(verdictWith({ ...allow, Principal: { AWS: "444455556666" } }), [
      `problem endpoint-policy: vpce-1 does not let it read ${secretName}: no statement of its policy allows it`,
    ]);
    assert.deepEqual(verdictWith([{ ...allow, Effect: "Deny", Principal: "*" }]), [
      `problem endpoint-policy: vpce-1 does not let it read ${secretName}: policy of vpce-1 Some`,
    ]);
  });
});
