import assert from "node:assert/strict";

import { readCall, serviceOf } from "../../../rotation/rollout/event";

const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:";
const apiCall = (eventName: string, requestParameters: object) => ({
  source: "aws.secretsmanager",
  "detail-type": "AWS API Call via CloudTrail",
  detail: { eventName, requestParameters },
});
const rotation = (SecretId: string) => ({
  "detail-type": "AWS Service Event via CloudTrail",
  detail: { eventName: "RotationSucceeded", requestParameters: null, additionalEventData: { SecretId } },
});
const deployment = (serviceArn: string) => ({
  "detail-type": "ECS Deployment State Change",
  resources: [serviceArn],
  detail: { eventName: "SERVICE_DEPLOYMENT_COMPLETED" },
});
const stopped = (group: string) => ({
  "detail-type": "ECS Task State Change",
  resources: ["arn:aws:ecs:us-east-1:000000000000:task/prod/1"],
  detail: { lastStatus: "STOPPED", group },
});
const one = { services: ["auth-service"], others: false, dryRun: false };
const none = { ...one, services: [] };

const calls: Record<string, [unknown, object]> = {
  "a service's name": [{ service: "auth-service" }, { ...one, direct: true }],
  "a service's name, dry": [
    { service: "auth-service", dryRun: true },
    { ...one, direct: true, dryRun: true },
  ],
  "nothing, for all services": [{}, { services: [], others: true, dryRun: false }],
  "all services, dry": [{ dryRun: true }, { services: [], others: true, dryRun: true }],
  "a schedule, for all services": [
    { "detail-type": "Scheduled Event", detail: {} },
    { services: [], others: true, dryRun: false },
  ],
  "a rotation": [rotation(`${arn}auth-service-prod-config-AbCdEf`), one],
  "a rotation in another environment": [rotation(`${arn}auth-service-stage-config-AbCdEf`), none],
  "a value that a person puts, by name": [
    apiCall("PutSecretValue", { secretId: "auth-service-prod-config" }),
    one,
  ],
  "a label that moves, by full ARN": [
    apiCall("UpdateSecretVersionStage", { secretId: `${arn}auth-service-prod-api-keys-AbCdEf` }),
    one,
  ],
  "an update, by partial ARN": [
    apiCall("UpdateSecret", { secretId: `${arn}auth-service-prod-api-keys` }),
    one,
  ],
  "a partial ARN that looks like a full one": [
    apiCall("UpdateSecret", { secretId: `${arn}auth-service-prod-config` }),
    one,
  ],
  "a secret of no service": [apiCall("PutSecretValue", { secretId: "mongodb-admin" }), none],
  "a deployment, and whoever waits for it": [
    deployment("arn:aws:ecs:us-east-1:000000000000:service/prod/auth-service-prod"),
    { ...one, others: true },
  ],
  "a deployment of a service of something else": [
    deployment("arn:aws:ecs:us-east-1:000000000000:service/prod/auth-service-stage"),
    none,
  ],
  "a stopped task of a service": [stopped("service:auth-service-prod"), one],
  "a stopped task that a person has run": [stopped("family:auth-service-prod"), one],
  "a stopped task of something else": [stopped("service:auth-service-stage"), none],
};

describe("readCall", () => {
  for (const [title, [event, expected]] of Object.entries(calls)) {
    it(`reads ${title}`, () => {
      assert.deepEqual(readCall(event, "prod"), expected);
    });
  }

  const message =
    'the event must be one that the rollout function has a rule for, {} or {"service": "…", "dryRun": …}';
  for (const event of [undefined, "auth-service", { services: ["auth-service"] }, deployment("").detail]) {
    it(`refuses ${JSON.stringify(event)}`, () => {
      assert.throws(() => readCall(event, "prod"), { name: "RotationError", message });
    });
  }

  it("refuses a name that no service can have", () => {
    const nameProblem = 'service name "Auth" must start with a lower-case letter';
    assert.throws(() => readCall({ service: "Auth" }, "prod"), {
      name: "RotationError",
      message: nameProblem,
    });
  });
});

describe("serviceOf", () => {
  it("takes the environment off an ECS service's name", () => {
    assert.equal(serviceOf("auth-service-prod", "prod"), "auth-service");
    assert.equal(serviceOf("auth-service-prod", "test"), undefined);
    assert.equal(serviceOf("-prod", "prod"), undefined);
  });
});
