import assert from "node:assert/strict";

import { functionFindings } from "../../../operations/doctor/function-checks";
import { type LogLine, parseLogLine } from "../../../operations/doctor/log-line";
import { rolloutFindings } from "../../../operations/doctor/rollout-checks";
import { rotationFindings } from "../../../operations/doctor/rotation-checks";
import { rotationFunctionFindings } from "../../../operations/doctor/rotation-function-checks";
import { deprecatedSince } from "../../../operations/doctor/runtime-deprecations";
import { type StackSecret } from "../../../operations/stack/stack-secret";
import {
  functionWith,
  hoursAgo,
  now,
  observedSecretWith,
  permissionFor,
  secretArn,
  stackSecretWith,
  told,
} from "../../support/doctor/observed";

const secretName = "auth-service-prod-config";

describe("the doctor's checks of a rotation", () => {
  const wrongWith = (ofSecret: Partial<StackSecret>, log: LogLine[] = [], since = hoursAgo(2)) => {
    const versions = { seen: new Map([["new", since]]) };
    return told(rotationFindings(observedSecretWith({ versions }, ofSecret), log, now));
  };
  const pending = { labels: { first: ["AWSCURRENT"], new: ["AWSPENDING"] } };
  const failure: LogLine = {
    time: hoursAgo(0),
    secret: secretName,
    step: "testSecret",
    version: "new",
    failed: true,
    what: "",
  };
  const left = (time: string) =>
    `problem rotation-pending: AWSPENDING was left on version new of ${time}, and no rotation begins until it is gone`;

  it("finds one that is off, but not where nothing is to be rotated", () => {
    assert.deepEqual(wrongWith({}), []);
    assert.deepEqual(wrongWith({ rotationEnabled: false }), [
      "problem rotation-enabled: its rotation is off, and JWT_SECRET should be rotated",
    ]);
    assert.deepEqual(wrongWith({ rotationEnabled: false, tags: { Keys: "API_KEY:manual" } }), []);
  });

  it("finds one that is overdue", () => {
    assert.deepEqual(wrongWith({ nextRotationAt: hoursAgo(1) }), [
      "problem rotation-due: it should have been rotated by 2027-03-10T11:00:00.000Z",
    ]);
    assert.deepEqual(wrongWith({ nextRotationAt: undefined }), []);
  });

  it("tells a version that was left pending from one that is being made", () => {
    assert.deepEqual(wrongWith(pending), [left("2027-03-10T10:00:00.000Z")]);
    assert.deepEqual(wrongWith(pending, [], hoursAgo(0.5)), []);
    assert.deepEqual(wrongWith(pending, [{ ...failure, version: "other" }], hoursAgo(0.5)), []);
    assert.deepEqual(wrongWith(pending, [failure], hoursAgo(0.5)), [left("2027-03-10T11:30:00.000Z")]);
    assert.deepEqual(wrongWith(pending, [failure, { ...failure, failed: false }], hoursAgo(0.5)), []);
    assert.deepEqual(wrongWith({ labels: { new: ["AWSCURRENT", "AWSPENDING"] } }), []);
    const observed = observedSecretWith({ versions: { seen: undefined } }, pending);
    assert.deepEqual(told(rotationFindings(observed, [], now)), [left("an unknown time")]);
  });

  it("leaves a rotation of secrets rotate to that command, which goes on with its version", () => {
    const id = "0".repeat(32);
    const begun = (hours: number) => `ROTATION=${id}@${hoursAgo(hours).toISOString()}/function`;
    const check = (labels: Record<string, string[]>, log: LogLine[] = []) => {
      const findings = rotationFindings(observedSecretWith({}, { labels }), log, now);
      const [finding] = findings.filter(({ check: each }) => each === "rotation-pending");
      return finding;
    };
    const unfinished = {
      check: "rotation-pending",
      subject: secretName,
      verdict: "problem",
      evidence:
        "a rotation that secrets rotate began at 2027-03-10T10:00:00.000Z is unfinished, and no other one begins until it is over",
      fix: "go on with it: secrets rotate auth-service --env prod --resume",
    };
    const made = (hours: number) => ({ first: ["AWSCURRENT", begun(hours)], [id]: ["AWSPENDING"] });
    const underWay = (time: string) => `a rotation of secrets rotate is under way since ${time}`;
    assert.deepEqual(check(made(2)), unfinished);
    assert.equal(check(made(0.5))?.evidence, underWay("2027-03-10T11:30:00.000Z"));
    const failed = { ...failure, version: id };
    assert.equal(check(made(0.5), [failed])?.fix, unfinished.fix);
    assert.deepEqual(check({ first: ["AWSCURRENT", begun(2)] }), unfinished);
    const rolledOut = { first: ["AWSPREVIOUS", "DEPLOYED", begun(2)], [id]: ["AWSCURRENT"] };
    assert.equal(check(rolledOut)?.evidence, underWay("2027-03-10T10:00:00.000Z"));
    assert.deepEqual(
      check({ first: ["AWSPREVIOUS", begun(2)], [id]: ["AWSCURRENT", "DEPLOYED"] }),
      unfinished,
    );
    const ofOthers = check({ first: ["AWSCURRENT", begun(2)], new: ["AWSPENDING"] });
    const repair = { kind: "remove-pending-label", secret: secretName, secretArn, versionId: "new" };
    assert.deepEqual(ofOthers?.repair, repair);
  });

  it("finds a rollout that was held, was taken back or goes on for too long", () => {
    const rolloutOf = (labels: Record<string, string[]>, hasMaintenanceWindow = false, hours = 3) =>
      told(
        rolloutFindings(stackSecretWith({ labels, lastChangedAt: hoursAgo(hours) }), {
          tasks: [{ id: "task", family: "auth-service-prod", createdAt: hoursAgo(5) }],
          hasMaintenanceWindow,
          now,
        }),
      );
    const held = stackSecretWith({ labels: { new: ["AWSCURRENT", "HELD"] } });
    const nothing = { tasks: [], hasMaintenanceWindow: false, now };
    assert.equal(
      rolloutFindings(held, nothing)[0]?.fix,
      `find out why its tasks fail, then put a value that works: secrets set ${secretName} <KEY> --env prod, or secrets rollback auth-service --secret ${secretName} --env prod`,
    );
    const deploying = { old: ["AWSPREVIOUS", "DEPLOYED"], new: ["AWSCURRENT"] };
    assert.deepEqual(rolloutOf({ new: ["AWSCURRENT", "HELD"] }), [
      "problem rollout-state: the deployment of its current version failed, and the version before cannot be brought back by itself",
    ]);
    assert.deepEqual(rolloutOf({ old: ["AWSCURRENT", "DEPLOYED"], new: ["ROLLED_BACK"] }), [
      "problem rollout-state: its last new version was taken back, as its deployment failed",
    ]);
    assert.deepEqual(rolloutOf(deploying), [
      "problem tasks-current: its current version is not known to have reached every task since 2027-03-10T09:00:00.000Z: 1 of 1 started with another one",
    ]);
    assert.deepEqual(rolloutOf(deploying, true), []);
    assert.deepEqual(rolloutOf(deploying, false, 0.5), []);
    const unknown = stackSecretWith({ labels: deploying, lastChangedAt: undefined });
    assert.deepEqual(told(rolloutFindings(unknown, nothing)), []);
  });
});

describe("the doctor's checks of a function", () => {
  const wrongWith = (changes: Parameters<typeof functionWith>[0]) =>
    told(functionFindings("auth-service-prod-rotation", { seen: functionWith(changes) }, now));

  it("finds one that is gone, or cannot run", () => {
    assert.deepEqual(wrongWith({}), []);
    assert.deepEqual(told(functionFindings("rotation", { seen: undefined }, now)), [
      "problem function-exists: there is no such function",
    ]);
    assert.deepEqual(wrongWith({ state: "Failed", stateReason: "The subnets are gone" }), [
      "problem function-state: it is Failed: The subnets are gone",
    ]);
    assert.deepEqual(wrongWith({ lastUpdate: "Failed" }), [
      "problem function-state: it is Active, and its last update failed",
    ]);
    assert.deepEqual(wrongWith({ reservedConcurrency: 0 }), [
      "problem function-concurrency: its reserved concurrency is 0, so that every call of it is throttled",
    ]);
    assert.deepEqual(wrongWith({ runtime: "nodejs20.x" }), [
      "problem function-runtime: its runtime nodejs20.x is deprecated since 2026-04-30",
    ]);
    assert.deepEqual(wrongWith({ runtime: undefined, reservedConcurrency: undefined }), []);
  });

  it("knows until when a runtime is supported", () => {
    const days = ["nodejs16.x", "nodejs18.x", "nodejs22.x", "nodejs24.x", "nodejs26.x", "python3.13"].map(
      (runtime) => deprecatedSince(runtime, now),
    );
    assert.deepEqual(days, ["2025-09-01", "2025-09-01", undefined, undefined, undefined, undefined]);
  });

  const rotatingWith = (changes: Parameters<typeof functionWith>[0]) =>
    told(rotationFunctionFindings(functionWith(changes), stackSecretWith()));

  it("finds one that is not made to rotate the secret", () => {
    assert.deepEqual(rotatingWith({}), []);
    assert.deepEqual(rotatingWith({ name: "your-own", variables: {} }), []);
    assert.deepEqual(rotatingWith({ timeout: 3 }), [
      "problem function-settings: its timeout is 3 s, too short to rotate",
    ]);
    const settings = (strategies: object | undefined) =>
      rotatingWith({ variables: strategies === undefined ? {} : { STRATEGIES: JSON.stringify(strategies) } });
    assert.deepEqual(settings(undefined), [
      "problem function-settings: its variable STRATEGIES is missing or not as it should be",
    ]);
    assert.deepEqual(settings({}), [
      `problem function-settings: its variable STRATEGIES does not name ${secretName}`,
    ]);
    assert.deepEqual(settings({ [secretName]: { API_KEY: { strategy: "random" } } }), [
      `problem function-settings: it rotates API_KEY of ${secretName} by random, while the secret's tags say manual`,
    ]);
    assert.deepEqual(settings({ [secretName]: { OTHER: { strategy: "random" } } }), [
      `problem function-settings: it rotates OTHER of ${secretName} by random, while the secret's tags say nothing of it`,
    ]);
    assert.deepEqual(told(rotationFunctionFindings(functionWith(), stackSecretWith({ tags: {} }))), []);
  });

  it("finds one that Secrets Manager may not call for the secret", () => {
    const why = `problem function-permission: Secrets Manager may not call it for ${secretName}: `;
    assert.deepEqual(rotatingWith({ policy: { seen: permissionFor(`${secretArn}2`) } }), [
      `${why}implicitly denied (the resource's policy does not allow it)`,
    ]);
    assert.deepEqual(rotatingWith({ policy: { seen: undefined } }), [`${why}it has no policy`]);
    assert.deepEqual(rotatingWith({ policy: { hidden: "no" } }), [
      "unknown function-permission: could not look: no",
    ]);
  });

  it("finds a run that failed, and forgives it once its step or a whole rotation has ended well", () => {
    const failed = {
      ...{ time: hoursAgo(2), secret: secretName, step: "testSecret", version: "new", failed: true },
      what: "testSecret failed: no",
    };
    const later = { ...failed, time: hoursAgo(1), failed: false };
    const ofOther = { ...later, secret: "auth-service-prod-credentials" };
    const outOfTime = {
      ...failed,
      secret: undefined,
      step: undefined,
      what: "it ran out of time after 600.00 s",
    };
    const evidence = (what: string) => [
      `problem function-log: for ${secretName}, ${what} (2027-03-10T10:00:00.000Z)`,
    ];
    const wrong = (...seen: LogLine[]) => rotatingWith({ log: { seen } });
    assert.deepEqual(wrong(failed, ofOther), evidence("testSecret failed: no"));
    assert.deepEqual(wrong(failed, { ...later, step: "checkSecret" }), evidence("testSecret failed: no"));
    assert.deepEqual(
      wrong(outOfTime, { ...ofOther, time: hoursAgo(3) }),
      evidence("it ran out of time after 600.00 s"),
    );
    assert.deepEqual(wrong(outOfTime, { ...later, step: "checkSecret" }), []);
    assert.deepEqual(wrong(failed, later), []);
    assert.deepEqual(wrong(failed, { ...later, step: "finishSecret" }), []);
    assert.deepEqual(rotatingWith({ log: { seen: undefined } }), []);
  });

  it("reads of a log what holds no value", () => {
    const time = hoursAgo(1);
    const line = { secret: secretName, step: "createSecret", version: "new" };
    const read = (text: string) => parseLogLine(text, time)?.what;
    assert.deepEqual(parseLogLine(`2027 INFO ${JSON.stringify({ ...line, outcome: "created" })}`, time), {
      time,
      secret: secretName,
      step: "createSecret",
      version: "new",
      failed: false,
      what: "createSecret",
    });
    assert.equal(
      read(JSON.stringify({ ...line, outcome: "failed", message: "no" })),
      "createSecret failed: no",
    );
    assert.equal(
      read(JSON.stringify({ ...line, outcome: "failed" })),
      "createSecret failed: no reason given",
    );
    assert.equal(read(JSON.stringify({ ...line, outcome: "warning", message: "slow" })), undefined);
    assert.equal(read("2027 1f Task timed out after 600.00 seconds"), "it ran out of time after 600.00 s");
    assert.equal(
      read('{"errorType":"Runtime.ImportModuleError"}'),
      "its code does not load (ImportModuleError)",
    );
    assert.equal(
      read("RequestId: 1f Error: Runtime exited with error: signal: killed"),
      "it was ended by Lambda, as when its memory is used up",
    );
    assert.equal(read("START RequestId: 1f"), undefined);
  });
});
