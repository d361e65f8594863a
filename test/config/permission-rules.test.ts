import assert from "node:assert/strict";

import { permissionProblems } from "../../config/permission-rules";
import { formatProblem } from "../../config/problems";
import { declaredService } from "../support/declared-service";

const path = ["services", 0, "permissions"];
const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

function problemsOf(actions: string[], resources: string[]): string[] {
  const service = declaredService({ permissions: [{ sid: "Own", actions, resources }] });
  return permissionProblems(service, path).map(formatProblem);
}

describe("permissionProblems", () => {
  it("accepts what reaches neither secrets nor keys, and single keys", () => {
    assert.deepEqual(problemsOf(["s3:*", "dynamodb:GetItem"], ["*"]), []);
    assert.deepEqual(problemsOf(["kms:Decrypt", "s3:GetObject"], [key, "arn:aws:s3:::bucket/*"]), []);
    assert.deepEqual(problemsOf(["kms:Decrypt"], [key.replace("aws", "aws-cn")]), []);
    assert.deepEqual(problemsOf(["kms:Decrypt"], [key.replace(/key.*/, "key/mrk-1234abcd")]), []);
  });

  for (const action of ["GetSecretValue", "Get*", "*", "UpdateSecret", "ListSecrets"]) {
    it(`refuses secretsmanager:${action}`, () => {
      assert.deepEqual(problemsOf([`secretsmanager:${action}`], ["arn:aws:s3:::bucket"]), [
        `services[0].permissions[0].actions[0] must not reach secrets: the service receives its own as environment variables (got "secretsmanager:${action}")`,
      ]);
    });
  }

  for (const resource of [
    "*",
    "arn:*:*:*:*:*",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:k*:eu-west-1:111122223333:key/1234",
    "arn:*:kms:eu-west-1:111122223333:key/1234",
    "arn:aws:kms:eu-west-1:111122223333:key/*",
    "arn:aws:kms:eu-west-1:111122223333:alias/secret-backed-services-test",
  ]) {
    it(`refuses an action of KMS on ${resource}`, () => {
      assert.deepEqual(problemsOf(["kms:Decrypt"], [key, resource]), [
        `services[0].permissions[0].resources[1] must not reach the environment's key: name the full ARN of each other key (got "${resource}")`,
      ]);
    });
  }

  it("takes each statement's name once, and that of ECS Exec's only where ECS Exec is off", () => {
    const permission = { actions: ["s3:GetObject"], resources: ["*"] };
    const permissions = ["A", "B", "A", "ExecuteCommandChannels"].map((sid) => ({ sid, ...permission }));
    const problems = (enableExecuteCommand: boolean) =>
      permissionProblems(declaredService({ permissions, enableExecuteCommand }), path).map(formatProblem);
    const repeated =
      'services[0].permissions[2].sid is declared already in services[0].permissions[0].sid: keep one of them (got "A")';
    assert.deepEqual(problems(false), [repeated]);
    assert.deepEqual(problems(true), [
      repeated,
      'services[0].permissions[3].sid is declared already in services[0].enableExecuteCommand: keep one of them (got "ExecuteCommandChannels")',
    ]);
  });
});
