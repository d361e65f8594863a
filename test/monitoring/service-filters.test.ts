import assert from "node:assert/strict";

import { patternProblem } from "../../monitoring/filter-pattern";
import { expectedReads } from "../../monitoring/read-threshold";
import { filtersOfSecret, secretFilters, type SecretReaders } from "../../monitoring/service-filters";
import { secretTypes } from "../../naming";
import { counts } from "../support/monitoring/counting";
import {
  account,
  batchRead,
  call,
  noise,
  read,
  roleSession,
  root,
  rotationEvent,
  secretArn,
  taskStarts,
  type TrailRecord,
  user,
} from "../support/monitoring/trail-records";

const secret = "auth-service-prod-config";
const readers: SecretReaders = {
  executionRole: `arn:aws:iam::${account}:role/services/auth-service-prod-execution`,
  rotationRole: `arn:aws:iam::${account}:role/services/auth-service-prod-rotation`,
  others: [
    `arn:aws:iam::${account}:role/team/deploy-prod`,
    `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*`,
    `arn:aws:iam::${account}:role/break-glass/*`,
    `arn:aws:iam::${account}:user/on-call`,
  ],
};
const filters = secretFilters(secret, "auth-service");
const counted = (...records: TrailRecord[]) => counts(filters, readers, records);

const execution = roleSession("auth-service-prod-execution", "/services/");
const rotation = roleSession("auth-service-prod-rotation", "/services/");
const person = roleSession("developer");
const asUndeclared = { "auth-service/ReadsByOthers": 1, "auth-service/ReadsByUndeclared": 1 };
const asDeclared = { "auth-service/ReadsByOthers": 1 };

describe("the metric filters of a secret", () => {
  const forms: [string, string][] = [
    ["its name", secret],
    ["its full ARN", secretArn(secret)],
    ["its ARN without the six characters", secretArn(secret).slice(0, -7)],
  ];
  for (const [form, secretId] of forms) {
    it(`count a read by ${form}`, () => {
      assert.deepEqual(counted(read(secretId, person)), asUndeclared);
      assert.deepEqual(counted(read(secretId, execution)), { "auth-service/ReadsByExecutionRole": 1 });
      assert.deepEqual(counted(read(secretId, person, "AccessDenied")), { "auth-service/DeniedCalls": 1 });
    });
  }

  it("count a batch once for each secret that it reads", () => {
    const records = batchRead([secretArn(secret), "other-prod-config"], person);
    assert.equal(records.length, 3);
    assert.deepEqual(counted(...records), asUndeclared);
  });

  it("count a batch that is denied as a whole", () => {
    const requestParameters = { secretIdList: ["other-prod-config", secretArn(secret)] };
    const refused = { by: person, requestParameters, errorCode: "AccessDenied" };
    const record = call("secretsmanager.amazonaws.com", "BatchGetSecretValue", refused);
    assert.deepEqual(counted(record), { "auth-service/DeniedCalls": 1 });
  });

  it("count whatever else is denied", () => {
    for (const errorCode of ["AccessDenied", "AccessDeniedException"]) {
      const requestParameters = { secretId: secret };
      const record = call("secretsmanager.amazonaws.com", "PutSecretValue", {
        by: person,
        requestParameters,
        errorCode,
      });
      assert.deepEqual(counted(record), { "auth-service/DeniedCalls": 1 });
    }
  });

  const principals: [string, TrailRecord, Record<string, number>][] = [
    ["the rotation role", rotation, {}],
    ["a declared role in another path", roleSession("deploy-prod", "/team/"), asDeclared],
    [
      "a declared permission set",
      roleSession("AWSReservedSSO_Admin_0123", "/aws-reserved/sso.amazonaws.com/eu-west-1/"),
      asDeclared,
    ],
    [
      "another permission set",
      roleSession("AWSReservedSSO_Reader_01", "/aws-reserved/sso.amazonaws.com/eu-west-1/"),
      asUndeclared,
    ],
    ["a role in a declared path", roleSession("anyone", "/break-glass/"), asDeclared],
    ["a declared user", user("on-call"), asDeclared],
    ["another user", user("on-call-2"), asUndeclared],
    ["the root user", root, asUndeclared],
    ["the execution role of another service", roleSession("other-auth-service-prod-execution"), asUndeclared],
    [
      "a role that begins like the execution role",
      roleSession("auth-service-prod-execution-2"),
      asUndeclared,
    ],
    [
      "a service of AWS, which has no ARN",
      { type: "AWSService", invokedBy: "config.amazonaws.com" },
      asUndeclared,
    ],
  ];
  for (const [who, by, expected] of principals) {
    it(`know ${who}`, () => {
      assert.deepEqual(counted(read(secret, by)), expected);
    });
  }

  it("leave out other calls, other services' calls, other secrets and rotation's own events", () => {
    const events = ["RotationStarted", "RotationFailed", "RotationSucceeded"].map((name) =>
      rotationEvent(name, secret),
    );
    assert.deepEqual(counted(...noise(), ...events), {});
  });

  it("leave out reads that fail for another reason", () => {
    assert.deepEqual(counted(read(secret, person, "ResourceNotFoundException")), {});
    assert.deepEqual(counted(read(secret, person, "ThrottlingException")), {});
  });

  it("stay below both thresholds when four tasks with three keys are deployed", () => {
    const records = taskStarts(4, 3, secret, "auth-service-prod-execution");
    assert.deepEqual(counted(...records, ...noise()), { "auth-service/ReadsByExecutionRole": 12 });
    assert.ok(12 <= expectedReads({ keys: 3, tasks: 4, deployments: 2 }));
  });

  it("reach 11 when a person reads 11 times, and 10 when they read 10 times, beside a deployment and a rotation", () => {
    const others = [
      ...taskStarts(4, 3, secret, "auth-service-prod-execution"),
      ...Array.from({ length: 5 }, () => read(secret, rotation)),
    ];
    for (const times of [10, 11]) {
      const records = Array.from({ length: times }, () => read(secretArn(secret), person));
      assert.equal(counted(...others, ...records)["auth-service/ReadsByOthers"], times);
    }
  });

  it("have names of their own", () => {
    const named = ["config", "api-keys"].flatMap((type) =>
      secretFilters(`auth-service-prod-${type}`, "auth-service"),
    );
    assert.equal(new Set(named.map(({ name }) => name)).size, 2 * filtersOfSecret);
  });

  it("fit for the longest names of a service, a Region and a partition, with three declared readers", () => {
    const service = "a".repeat(40);
    const role = (name: string) => `arn:aws-us-gov:iam::${account}:role/path/${name}`;
    for (const type of secretTypes) {
      const longest: SecretReaders = {
        executionRole: role(`${service}-stage-execution`),
        rotationRole: role(`${service}-stage-rotation`),
        others: ["deploy", "administrator", "secret-backed-services-prod-break-glass"].map(role),
      };
      for (const { name, pattern } of secretFilters(`${service}-stage-${type}`, service)) {
        assert.equal(patternProblem(pattern(longest)), undefined, name);
      }
    }
  });

  it("are too long with many declared readers, which can be told", () => {
    const others = Array.from(
      { length: 20 },
      (_, index) => `arn:aws:iam::${account}:role/administrator-${index}`,
    );
    const problems = filters.map(({ pattern }) => patternProblem(pattern({ ...readers, others })));
    assert.deepEqual(
      problems.map((problem) => problem !== undefined),
      [false, false, true, false],
    );
    assert.match(problems[2] ?? "", /^would have \d{4} characters, and CloudWatch Logs takes at most 1024$/);
  });
});
