import assert from "node:assert/strict";

import {
  type EnvironmentFacts,
  environmentFilters,
  type WatchedEnvironment,
} from "../../monitoring/environment-filters";
import { patternProblem } from "../../monitoring/filter-pattern";
import { counts } from "../support/monitoring/counting";
import {
  account,
  call,
  keyCall,
  noise,
  read,
  roleSession,
  root,
  secretArn,
  type TrailRecord,
} from "../support/monitoring/trail-records";

const keyId = "22222222-2222-4222-8222-222222222222";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/${keyId}`;
const breakGlassRole = `arn:aws:iam::${account}:role/secret-backed-services-prod-break-glass`;
const watched: WatchedEnvironment = {
  prefix: "secret-backed-services-prod",
  environment: "prod",
  breakGlass: true,
};
const facts: EnvironmentFacts = {
  keyArns: [keyArn],
  breakGlassRole,
  deployers: [`arn:aws:iam::${account}:role/deploy-prod`],
};
const filters = environmentFilters(watched);
const person = roleSession("administrator");
const deployer = roleSession("deploy-prod");
const breakGlass = roleSession("secret-backed-services-prod-break-glass");

const onSecret = (eventName: string, parameters: TrailRecord, by: TrailRecord = person) =>
  call("secretsmanager.amazonaws.com", eventName, { by, requestParameters: parameters });
const prod = "payment-service-prod-api-keys";
const changed = { ConfigurationChanges: 1 };

const cases: [string, TrailRecord, Record<string, number>][] = [
  [
    "a deletion by name",
    onSecret("DeleteSecret", { secretId: prod, recoveryWindowInDays: 30 }),
    { SecretDeletions: 1 },
  ],
  [
    "a deletion by ARN, by whoever deploys",
    onSecret("DeleteSecret", { secretId: secretArn(prod) }, deployer),
    { SecretDeletions: 1 },
  ],
  [
    "a deletion in another environment",
    onSecret("DeleteSecret", { secretId: "payment-service-test-api-keys" }),
    {},
  ],
  [
    "a deletion of a secret that names prod elsewhere",
    onSecret("DeleteSecret", { secretId: "load-test-prod-runner" }),
    {},
  ],
  [
    "a deletion that was refused",
    { ...onSecret("DeleteSecret", { secretId: prod }), errorCode: "AccessDenied" },
    {},
  ],
  ["another resource policy", onSecret("PutResourcePolicy", { secretId: secretArn(prod) }), changed],
  ["a removed resource policy", onSecret("DeleteResourcePolicy", { secretId: prod }), changed],
  ["other tags", onSecret("TagResource", { secretId: prod, tags: [] }), changed],
  ["fewer tags", onSecret("UntagResource", { secretId: prod, tagKeys: ["Environment"] }), changed],
  ["another key", onSecret("UpdateSecret", { secretId: prod, kmsKeyId: "alias/other" }), changed],
  ["another description", onSecret("UpdateSecret", { secretId: prod, description: "x" }), {}],
  ["the end of rotation", onSecret("CancelRotateSecret", { secretId: prod }), changed],
  [
    "another rotation function",
    onSecret("RotateSecret", { secretId: prod, rotationLambdaARN: "arn:aws:lambda" }),
    changed,
  ],
  [
    "another schedule",
    onSecret("RotateSecret", { secretId: prod, rotationRules: { scheduleExpression: "rate(90 days)" } }),
    changed,
  ],
  [
    "another number of days",
    onSecret("RotateSecret", { secretId: prod, rotationRules: { automaticallyAfterDays: 90 } }),
    changed,
  ],
  ["a rotation at once", onSecret("RotateSecret", { secretId: prod, clientRequestToken: "token" }), {}],
  ["a policy changed by whoever deploys", onSecret("PutResourcePolicy", { secretId: prod }, deployer), {}],
  [
    "a schedule changed by whoever deploys",
    onSecret("RotateSecret", { secretId: prod, rotationLambdaARN: "arn" }, deployer),
    {},
  ],
  ["the key disabled by ARN", keyCall("DisableKey", keyArn, person), { KeyRemovals: 1 }],
  ["the key's deletion by id", keyCall("ScheduleKeyDeletion", keyId, person), { KeyRemovals: 1 }],
  ["another key disabled", keyCall("DisableKey", "11111111-1111-4111-8111-111111111111", person), {}],
  ["the key in use", keyCall("Decrypt", keyArn, person), {}],
  ["the root user", call("iam.amazonaws.com", "ListUsers", { by: root }), { RootCalls: 1 }],
  [
    "AWS itself as the root user",
    call("kms.amazonaws.com", "Decrypt", { by: { ...root, invokedBy: "AWS Internal" } }),
    {},
  ],
  [
    "the break-glass role taken on",
    call("sts.amazonaws.com", "AssumeRole", { by: person, requestParameters: { roleArn: breakGlassRole } }),
    { BreakGlassCalls: 1 },
  ],
  [
    "a try to take it on",
    call("sts.amazonaws.com", "AssumeRole", {
      by: person,
      requestParameters: { roleArn: breakGlassRole },
      errorCode: "AccessDenied",
    }),
    { BreakGlassCalls: 1 },
  ],
  ["a read with it", read(prod, breakGlass), { BreakGlassCalls: 1 }],
  [
    "the trail stopped",
    call("cloudtrail.amazonaws.com", "StopLogging", { by: person, requestParameters: { name: "prod" } }),
    { TrailChanges: 1 },
  ],
  [
    "another event selector",
    call("cloudtrail.amazonaws.com", "PutEventSelectors", { by: deployer }),
    { TrailChanges: 1 },
  ],
  ["a look at the trail", call("cloudtrail.amazonaws.com", "LookupEvents", { by: person }), {}],
];

describe("the metric filters of an environment", () => {
  for (const [what, record, expected] of cases) {
    it(`count ${JSON.stringify(expected)} for ${what}`, () => {
      assert.deepEqual(counts(filters, facts, [record]), expected);
    });
  }

  it("leave out what else is in a trail", () => {
    assert.deepEqual(counts(filters, facts, noise()), {});
  });

  it("count everyone's changes where nobody's are expected", () => {
    assert.deepEqual(
      counts(filters, { ...facts, deployers: [] }, [
        onSecret("PutResourcePolicy", { secretId: prod }, deployer),
      ]),
      changed,
    );
  });

  it("do not watch a break-glass role that is not there", () => {
    const without = environmentFilters({ ...watched, breakGlass: false });
    assert.deepEqual(
      without.map(({ name }) => name),
      [
        "secret-backed-services-prod-SecretDeletions",
        "secret-backed-services-prod-PolicyChanges",
        "secret-backed-services-prod-RotationChanges",
        "secret-backed-services-prod-KeyRemovals",
        "secret-backed-services-prod-RootCalls",
        "secret-backed-services-prod-TrailChanges",
      ],
    );
  });

  it("fit, with two who deploy", () => {
    const deployers = ["deploy-stage", "administrator"].map(
      (name) => `arn:aws-us-gov:iam::${account}:role/${name}`,
    );
    for (const { name, pattern } of environmentFilters({ ...watched, environment: "stage" })) {
      assert.equal(patternProblem(pattern({ ...facts, deployers })), undefined, name);
    }
  });
});
