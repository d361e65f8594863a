import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { type Task } from "@aws-sdk/client-ecs";

import { type SecretValues } from "../../../rotation/secret-values";
import { mongod } from "../../support/mongod";
import { localAwsLogs } from "../../support/local-aws-logs";
import { Chain } from "../../support/rotation/chain";
import { passwordIn, worksWith } from "../../support/rotation/service-database";

const keys = ["MONGODB_URI", "JWT_SECRET", "JWT_SECRET_PREVIOUS", "API_KEY", "API_KEY_ID"] as const;

/**
 * RotateSecret, and nothing else: the functions' bundles, their roles and the rules that wake them are what the components declare.
 *
 * The local AWS differs from AWS here: no containers run, so that a service's tag says which version they exit with; a deployment
 * takes a moment instead of minutes; functions run outside of the network; the key's policy is not asked for what Secrets Manager
 * does with it.
 */
describe("the rotation of auth-service-prod-config, on the local AWS", function () {
  this.timeout(240_000);
  let chain: Chain;

  async function deployChain(this: Mocha.Context): Promise<void> {
    const server = await mongod();
    if (server === undefined) this.skip();
    chain = new Chain();
    await chain.deploy(server);
  }

  async function removeChain(): Promise<void> {
    await chain.remove();
  }

  async function assertNothingWritten(versions: readonly string[]): Promise<void> {
    const values = (await Promise.all(versions.map((id) => chain.values(id)))).flatMap(Object.values<string>);
    const uris = [...values, ...chain.adminValues].filter((value) => value.startsWith("mongodb:"));
    const secrets = [...values, ...chain.adminValues, ...uris.map(passwordIn)];
    const texts = await localAwsLogs();
    assert.deepEqual([...texts.keys()].filter((name) => name.startsWith("/aws/lambda/")).sort(), [
      "/aws/lambda/auth-service-prod-rotation",
      "/aws/lambda/secret-backed-services-prod-rollout",
      "/aws/lambda/secret-backed-services-prod-rotation-age",
    ]);
    for (const [name, text] of texts) {
      if (/^.aws.lambda.*-(rotation|rollout)$/.test(name)) assert.match(text, /"auth-service-prod/);
      const found = secrets.filter(
        (secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)),
      );
      assert.equal(found.length, 0, `${name} holds ${found.length} secret values`);
    }
  }

  describe("with a deployment that succeeds", () => {
    const token = randomUUID();
    let old: SecretValues;
    let next: SecretValues;
    let oldTasks: string[];
    before(deployChain);
    before(async () => {
      oldTasks = arnsOf(await chain.tasks());
      await chain.rotate(token);
      await chain.versionWith("AWSCURRENT", "DEPLOYED", "OVERLAP_UNTIL");
      [old, next] = [chain.firstValues, await chain.values(token)];
    });
    after(removeChain);

    it("gives each key a new value, and JWT_SECRET_PREVIOUS the old one of JWT_SECRET", () => {
      assert.deepEqual(Object.keys(next).sort(), [...keys].sort());
      assert.deepEqual(
        keys.filter((key) => next[key] === old[key]),
        ["JWT_SECRET_PREVIOUS"],
      );
      assert.equal(next.JWT_SECRET_PREVIOUS, old.JWT_SECRET);
    });

    it("has every task start with the new version", async () => {
      const tasks = await chain.tasks();
      const { id, createdAt } = await chain.steady();
      const { LastRotatedDate } = await chain.describe();
      assert.ok(createdAt && LastRotatedDate && createdAt > LastRotatedDate);
      assert.deepEqual(
        tasks.map(({ startedBy, lastStatus }) => [startedBy, lastStatus]),
        [
          [id, "RUNNING"],
          [id, "RUNNING"],
        ],
      );
      assert.ok(tasks.every((task) => task.createdAt && task.createdAt >= createdAt));
      assert.deepEqual(
        arnsOf(tasks).filter((arn) => oldTasks.includes(arn)),
        [],
      );
    });

    it("no longer lets the old MongoDB user log in with its old password, but the new one", async () => {
      assert.equal(await worksWith(old.MONGODB_URI ?? ""), false);
      assert.equal(await worksWith(next.MONGODB_URI ?? ""), true);
    });

    it("has the old API key revoked, and leaves the new one alone", () => {
      assert.deepEqual(
        chain.issuer.active.map(({ id }) => id),
        [next.API_KEY_ID],
      );
      assert.equal(chain.issuer.isActive(old.API_KEY), false);
      assert.equal(chain.issuer.isActive(next.API_KEY), true);
    });

    it("says in the labels that the new version is deployed, and how long the old JWT_SECRET is accepted", async () => {
      const { id, createdAt } = await chain.steady();
      const { [token]: labels = [], ...others } = await chain.labels();
      assert.deepEqual(others, { [chain.firstVersion]: ["AWSPREVIOUS", "BOOTSTRAP"] });
      const [overlap = "", ...rest] = labels.filter((label) => label.startsWith("OVERLAP_UNTIL="));
      assert.deepEqual(rest, []);
      assert.deepEqual(
        labels.filter((label) => label !== overlap),
        ["AWSCURRENT", "DEPLOYED", `DEPLOYMENT=${id}@${createdAt?.toISOString()}`],
      );
      const hours = (Date.parse(overlap.replace("OVERLAP_UNTIL=", "")) - Date.now()) / 3_600_000;
      assert.ok(hours > 23.9 && hours < 24, `${hours} hours`);
    });

    it("writes no value anywhere", () => assertNothingWritten([chain.firstVersion, token]));
  });

  describe("with a deployment that fails", () => {
    const [token, second] = [randomUUID(), randomUUID()];
    let old: SecretValues;
    let failed: SecretValues;
    before(deployChain);
    before(async () => {
      await chain.exitWith(token);
      await chain.rotate(token);
      await chain.versionWith("AWSCURRENT", "BOOTSTRAP", "DEPLOYED", "DEPLOYMENT");
      [old, failed] = [chain.firstValues, await chain.values(token)];
    });
    after(removeChain);

    it("brings AWSCURRENT back to the old version", async () => {
      const { id, createdAt } = await chain.steady();
      assert.deepEqual(await chain.labels(), {
        [chain.firstVersion]: [
          "AWSCURRENT",
          "BOOTSTRAP",
          "DEPLOYED",
          `DEPLOYMENT=${id}@${createdAt?.toISOString()}`,
        ],
        [token]: ["AWSPREVIOUS", "ROLLED_BACK"],
      });
      assert.deepEqual(await chain.values(chain.firstVersion), old);
    });

    it("has every task start once more, with the old version", async () => {
      const { id } = await chain.steady();
      assert.deepEqual(
        (await chain.tasks()).map(({ startedBy, lastStatus }) => [startedBy, lastStatus]),
        [
          [id, "RUNNING"],
          [id, "RUNNING"],
        ],
      );
    });

    it("leaves the old credentials valid, and retires nothing", async () => {
      assert.equal(await worksWith(old.MONGODB_URI ?? ""), true);
      assert.equal(await worksWith(failed.MONGODB_URI ?? ""), true);
      assert.deepEqual(
        chain.issuer.active.map(({ id }) => id),
        [old.API_KEY_ID, failed.API_KEY_ID],
      );
      assert.equal(chain.issuer.requests.filter((request) => request.startsWith("DELETE")).length, 0);
    });

    it("sends an alert", async () => {
      const [subject, ...lines] = await chain.alerts.next();
      assert.equal(subject, "Secret rollout rolled back: auth-service-prod");
      assert.deepEqual(lines.slice(0, 3), [
        "service: auth-service-prod",
        "state: rolled back",
        `secret: auth-service-prod-config, version: ${token}, version before: ${chain.firstVersion}`,
      ]);
    });

    it("clears the failed credentials away with the next rotation, which goes through", async () => {
      await chain.rotate(second);
      await chain.versionWith("AWSCURRENT", "DEPLOYED", "OVERLAP_UNTIL");
      const next = await chain.values(second);
      assert.deepEqual(Object.keys(await chain.labels()).sort(), [chain.firstVersion, second].sort());
      for (const values of [old, failed]) {
        assert.equal(await worksWith(values.MONGODB_URI ?? ""), false);
      }
      assert.equal(await worksWith(next.MONGODB_URI ?? ""), true);
      assert.deepEqual(
        chain.issuer.active.map(({ id }) => id),
        [next.API_KEY_ID],
      );
      assert.equal(next.JWT_SECRET_PREVIOUS, old.JWT_SECRET);
    });

    it("writes no value anywhere", () => assertNothingWritten([chain.firstVersion, token, second]));
  });
});

function arnsOf(tasks: readonly Task[]): string[] {
  return tasks.map(({ taskArn = "" }) => taskArn);
}
