import assert from "node:assert/strict";
import { answer } from "../../rotation/answer";
import { loggedLines } from "../support/rotation/logged-lines";
import { RotatingSecret, steps } from "../support/rotation/rotating-secret";
import { secretText } from "../support/secret-text";

describe("answer", () => {
  let world: RotatingSecret;
  beforeEach(() => (world = new RotatingSecret()));

  it("answers a rotation's steps and the rollout's requests, and logs each in a line without values", async () => {
    const token = world.secret.startRotation();
    const rotationToken = secretText();
    const SecretId = world.secret.arn;
    const tools = world.tools();
    const outcomes: string[] = [];
    const lines = await loggedLines(async () => {
      for (const Step of [...steps, "createSecret"] as const) {
        const event = { Step, SecretId, ClientRequestToken: token, RotationToken: rotationToken };
        outcomes.push((await answer(event, tools)).outcome);
      }
      const request = { SecretId, CurrentVersionId: token, VersionIds: [world.first] };
      for (const Step of ["checkSecret", "retireSecret", "checkSecret", "endOverlap"]) {
        outcomes.push((await answer({ Step, ...request }, tools)).outcome);
      }
    });
    const line = (step: string, outcome: string) =>
      `{"secret":"auth-service-prod-config","step":"${step}","version":"${token}","outcome":"${outcome}","milliseconds":0`;
    const reason = "the old value of DB_LOGIN does not work: DB_LOGIN is not accepted";
    assert.deepEqual(lines, [
      ...steps.map((step) => `${line(step, "done")}}`),
      `${line("createSecret", "already current")}}`,
      `${line("checkSecret", "valid")}}`,
      `${line("retireSecret", "retired")}}`,
      `${line("checkSecret", "invalid")},"message":"${reason}"}`,
      `${line("endOverlap", "overlap-ended")}}`,
    ]);
    assert.deepEqual(outcomes, [
      ...["done", "done", "done", "done", "already current"],
      ...["valid", "retired", "invalid", "overlap-ended"],
    ]);
    const secrets = [
      rotationToken,
      ...Object.values(world.values(token)),
      ...Object.values(world.values(world.first)),
    ];
    assert.ok(secrets.every((secret) => !lines.join("\n").includes(secret)));
  });

  it("does without a rotation token", async () => {
    const token = world.secret.startRotation();
    const event = { Step: "createSecret", SecretId: world.secret.arn, ClientRequestToken: token };
    await loggedLines(() => answer(event, world.tools()));
    assert.equal(world.store.written[0]?.rotationToken, undefined);
  });

  it("logs what goes wrong, and fails with it", async () => {
    const token = world.secret.startRotation();
    const event = { Step: "finishSecret", SecretId: world.secret.arn, ClientRequestToken: token };
    const message = `version ${token} of auth-service-prod-config has no value`;
    const lines = await loggedLines(() => assert.rejects(answer(event, world.tools()), { message }));
    assert.deepEqual(lines, [
      `{"secret":"auth-service-prod-config","step":"finishSecret","version":"${token}","outcome":"failed",` +
        `"milliseconds":0,"error":"RotationError","message":"${message}"}`,
    ]);
  });

  const wrong: [string, unknown, string][] = [
    ["no object", "createSecret", "(all of it)"],
    ["another step", { Step: "dropSecret", SecretId: "a", ClientRequestToken: "b" }, "Step"],
    ["a step without token", { Step: "setSecret", SecretId: "a" }, "ClientRequestToken"],
    ["a request without versions", { Step: "checkSecret", SecretId: "a" }, "CurrentVersionId, VersionIds"],
  ];
  for (const [what, event, fields] of wrong) {
    it(`refuses an event that is ${what}, and says nothing of its contents`, async () => {
      await assert.rejects(answer(event, world.tools()), {
        name: "RotationError",
        message: `the event is neither a rotation's step nor a rollout request; see ${fields}`,
      });
    });
  }
});
