import assert from "node:assert/strict";
import { type VersionLabels } from "../../../rotation/contract/version-labels";

import { type RolloutAnswer } from "../../../rotation/contract/rollout-request";
import { type RolloutActions } from "../../../rotation/rollout/rollout-actions";
import { readRollout, type SecretRollout } from "../../../rotation/rollout/secret-rollout";
import { takeStep } from "../../../rotation/rollout/take-step";

const now = new Date("2026-01-05T12:00:00.000Z");
const mark = { id: "ecs-svc/9", createdAt: now };
const markLabel = "DEPLOYMENT=ecs-svc/9@2026-01-05T12:00:00.000Z";
const oldMark = "DEPLOYMENT=ecs-svc/8@2026-01-04T12:00:00.000Z";
const strayMark = "DEPLOYMENT=ecs-svc/7@2026-01-03T12:00:00.000Z";

function rolloutOf(
  versions: VersionLabels,
  rotationFunctionArn: string | undefined = "function",
): SecretRollout {
  const rollout = readRollout({ arn: "arn", name: "web-prod-config", rotationFunctionArn, versions });
  assert.ok(rollout);
  return rollout;
}

/** Actions that write each call down as a line, and get these answers one after the other. */
function recorded(answers: RolloutAnswer[] = []): { calls: string[]; actions: RolloutActions } {
  const calls: string[] = [];
  const noted = <Result>(call: string, result: Result) => {
    calls.push(call);
    return Promise.resolve(result);
  };
  const actions: RolloutActions = {
    forceNewDeployment: (service, region) =>
      noted(`deploy ${service}${region === undefined ? "" : ` in ${region}`}`, mark),
    move: (arn, { label, from = "nowhere", to = "nowhere" }) =>
      noted(`move ${arn} ${label}: ${from} to ${to}`, undefined),
    ask: (functionArn, { Step, SecretId, CurrentVersionId, VersionIds }) => {
      const answer = answers.shift();
      assert.ok(answer);
      return noted(
        `ask ${functionArn} ${Step} ${SecretId} ${CurrentVersionId}: ${VersionIds.join(" ")}`,
        answer,
      );
    },
    alert: ({ service, state, reason, secrets }) => {
      const named = secrets.map(
        ({ name, version, versionBefore }) => `${name} ${version} ${String(versionBefore)}`,
      );
      return noted(`alert ${service} ${state}: ${reason} (${named.join(", ")})`, undefined);
    },
  };
  return { calls, actions };
}

describe("takeStep", () => {
  it("declares an only value deployed", async () => {
    const { calls, actions } = recorded();
    const rollouts = [rolloutOf({ first: ["AWSCURRENT"] })];
    await takeStep({ step: "adopt", state: "verifying", rollouts }, "web-prod", now, actions);
    assert.deepEqual(calls, ["move arn DEPLOYED: nowhere to first"]);
  });

  describe("deploy", () => {
    const deploy = async (versions: VersionLabels, regions: readonly string[] = []) => {
      const { calls, actions } = recorded();
      const rollouts = [rolloutOf(versions)];
      const step = { step: "deploy", state: "deploying", reason: "", rollouts, regions } as const;
      await takeStep({ ...step, regions: [...regions] }, "web-prod", now, actions);
      return calls;
    };

    it("marks AWSCURRENT with the deployment, and then unmarks the version before", async () => {
      assert.deepEqual(await deploy({ old: ["DEPLOYED", oldMark], new: ["AWSCURRENT"] }), [
        "deploy web-prod",
        `move arn ${markLabel}: nowhere to new`,
        `move arn ${oldMark}: old to nowhere`,
      ]);
    });

    it("deploys in the Regions of replicas too, and marks their deployments before its own", async () => {
      const before = "DEPLOYMENT_IN=eu-central-1/ecs-svc/8@2026-01-04T12:00:00.000Z";
      const now = "DEPLOYMENT_IN=eu-central-1/ecs-svc/9@2026-01-05T12:00:00.000Z";
      assert.deepEqual(
        await deploy({ old: ["DEPLOYED", oldMark, before], new: ["AWSCURRENT"] }, ["eu-central-1"]),
        [
          "deploy web-prod",
          "deploy web-prod in eu-central-1",
          `move arn ${before}: old to nowhere`,
          `move arn ${now}: nowhere to new`,
          `move arn ${markLabel}: nowhere to new`,
          `move arn ${oldMark}: old to nowhere`,
        ],
      );
    });

    it("removes what a crash has left", async () => {
      assert.deepEqual(
        await deploy({ old: ["DEPLOYED", strayMark], between: [oldMark], new: ["AWSCURRENT"] }),
        [
          "deploy web-prod",
          `move arn ${strayMark}: old to nowhere`,
          `move arn ${markLabel}: nowhere to new`,
          `move arn ${oldMark}: between to nowhere`,
        ],
      );
    });

    it("counts a version that AWSCURRENT was moved back to as deployed no longer, before anything else", async () => {
      assert.deepEqual(await deploy({ old: ["AWSCURRENT", "DEPLOYED"], new: ["AWSPREVIOUS", oldMark] }), [
        "move arn ROLLED_BACK: nowhere to new",
        "move arn DEPLOYED: old to nowhere",
        "deploy web-prod",
        `move arn ${markLabel}: nowhere to old`,
        `move arn ${oldMark}: new to nowhere`,
      ]);
    });

    it("takes up that after a crash", async () => {
      assert.deepEqual(await deploy({ old: ["AWSCURRENT"], new: ["AWSPREVIOUS", "ROLLED_BACK", oldMark] }), [
        "deploy web-prod",
        `move arn ${markLabel}: nowhere to old`,
        `move arn ${oldMark}: new to nowhere`,
      ]);
    });

    it("forgets that a version was taken back once it is AWSCURRENT again", async () => {
      assert.deepEqual(
        await deploy({ old: ["AWSPREVIOUS", "DEPLOYED"], new: ["AWSCURRENT", "ROLLED_BACK"] }),
        ["move arn ROLLED_BACK: new to nowhere", "deploy web-prod", `move arn ${markLabel}: nowhere to new`],
      );
    });
  });

  describe("roll back", () => {
    const versions = { old: ["AWSPREVIOUS", "DEPLOYED"], new: ["AWSCURRENT", oldMark] };
    const rollBack = async (rollouts: SecretRollout[], answers: RolloutAnswer[]) => {
      const { calls, actions } = recorded(answers);
      const step = {
        step: "roll back" as const,
        state: "deploying" as const,
        reason: "ecs-svc/8 failed",
        rollouts,
      };
      return { result: await takeStep(step, "web-prod", now, actions), calls };
    };

    it("tells people and moves AWSCURRENT where the version before still works", async () => {
      assert.deepEqual(await rollBack([rolloutOf(versions)], [{ outcome: "valid" }]), {
        result: { outcome: "taken" },
        calls: [
          "ask function checkSecret arn new: old",
          "alert web-prod rolled back: ecs-svc/8 failed (web-prod-config new old)",
          "move arn AWSCURRENT: new to old",
        ],
      });
    });

    it("holds all secrets where one of them cannot go back", async () => {
      const other = {
        ...rolloutOf(versions),
        secret: { ...rolloutOf(versions).secret, arn: "other", name: "o" },
      };
      const answers: RolloutAnswer[] = [{ outcome: "valid" }, { outcome: "invalid", reason: "KEY is dead" }];
      assert.deepEqual(await rollBack([rolloutOf(versions), other], answers), {
        result: { outcome: "held", reason: "ecs-svc/8 failed; o: KEY is dead" },
        calls: [
          "ask function checkSecret arn new: old",
          "ask function checkSecret other new: old",
          "alert web-prod held: ecs-svc/8 failed; o: KEY is dead (web-prod-config new old, o new old)",
          "move arn HELD: nowhere to new",
          "move other HELD: nowhere to new",
        ],
      });
    });

    it("holds a secret of whose version before nobody can tell", async () => {
      const answers: RolloutAnswer[] = [{ outcome: "unknown", reason: "KEY has no strategy" }];
      const { result } = await rollBack([rolloutOf(versions)], answers);
      assert.deepEqual(result, {
        outcome: "held",
        reason: "ecs-svc/8 failed; web-prod-config: KEY has no strategy",
      });
    });

    it("holds a secret without a rotation function", async () => {
      const secret = { ...rolloutOf(versions).secret, rotationFunctionArn: undefined };
      const { result } = await rollBack([{ ...rolloutOf(versions), secret }], []);
      const reason = "it has no rotation function that could check the version before";
      assert.deepEqual(result, { outcome: "held", reason: `ecs-svc/8 failed; web-prod-config: ${reason}` });
    });

    it("holds a secret that another function rotates, and asks that nothing", async () => {
      const secret = {
        ...rolloutOf(versions).secret,
        rotationFunctionArn: undefined,
        foreignFunctionArn: "foreign",
      };
      const { result, calls } = await rollBack([{ ...rolloutOf(versions), secret }], []);
      const reason =
        "a function that is not the service's own rotates it, and cannot be asked to check the version before";
      assert.deepEqual(result, { outcome: "held", reason: `ecs-svc/8 failed; web-prod-config: ${reason}` });
      assert.ok(!calls.some((call) => call.startsWith("ask")));
    });

    it("holds a version that nothing is known to have run before", async () => {
      const { result } = await rollBack([rolloutOf({ new: ["AWSCURRENT", oldMark] })], []);
      const reason = "no version before is known to have run";
      assert.deepEqual(result, { outcome: "held", reason: `ecs-svc/8 failed; web-prod-config: ${reason}` });
    });

    it("moves the label of an earlier hold", async () => {
      const { calls } = await rollBack([rolloutOf({ bad: ["HELD"], new: ["AWSCURRENT", oldMark] })], []);
      assert.equal(calls.at(-1), "move arn HELD: bad to new");
    });

    it("refuses an answer to another question", async () => {
      const message = 'the rotation function answered "overlap-ended" to another question';
      await assert.rejects(rollBack([rolloutOf(versions)], [{ outcome: "overlap-ended" }]), { message });
    });
  });

  describe("retire", () => {
    const versions = { old: ["AWSPREVIOUS", "DEPLOYED"], new: ["AWSCURRENT", oldMark] };
    const retire = async (rollout: SecretRollout, retirable: string[], answers: RolloutAnswer[]) => {
      const { calls, actions } = recorded(answers);
      const step = { step: "retire" as const, state: "retiring" as const, rollout, versions: retirable };
      return { result: await takeStep(step, "web-prod", now, actions), calls };
    };

    it("makes the versions before unusable, and then declares AWSCURRENT deployed", async () => {
      assert.deepEqual(
        await retire(rolloutOf(versions), ["old"], [{ outcome: "retired", overlapHours: 0 }]),
        {
          result: { outcome: "taken" },
          calls: ["ask function retireSecret arn new: old", "move arn DEPLOYED: old to new"],
        },
      );
    });

    it("retires nothing of a secret that another function rotates, and declares AWSCURRENT deployed", async () => {
      const rollout = rolloutOf(versions);
      const secret = { ...rollout.secret, rotationFunctionArn: undefined, foreignFunctionArn: "foreign" };
      assert.deepEqual(await retire({ ...rollout, secret }, ["old"], []), {
        result: { outcome: "taken" },
        calls: ["move arn DEPLOYED: old to new"],
      });
    });

    it("notes until when an overlap lasts", async () => {
      const overlap = "OVERLAP_UNTIL=2026-01-05T11:00:00.000Z";
      const rollout = rolloutOf({ ...versions, old: [...versions.old, overlap] });
      const { calls } = await retire(rollout, ["old"], [{ outcome: "retired", overlapHours: 36 }]);
      assert.deepEqual(calls, [
        "ask function retireSecret arn new: old",
        `move arn ${overlap}: old to nowhere`,
        "move arn OVERLAP_UNTIL=2026-01-07T00:00:00.000Z: nowhere to new",
        "move arn DEPLOYED: old to new",
      ]);
    });

    it("clears what was said of retired versions and of a hold", async () => {
      const rollout = rolloutOf({ ...versions, bad: ["ROLLED_BACK"], new: [...versions.new, "HELD"] });
      const { calls } = await retire(rollout, ["old", "bad"], [{ outcome: "retired", overlapHours: 0 }]);
      assert.deepEqual(calls, [
        "ask function retireSecret arn new: old bad",
        "move arn ROLLED_BACK: bad to nowhere",
        "move arn HELD: new to nowhere",
        "move arn DEPLOYED: old to new",
      ]);
    });

    it("asks nothing when there is nothing to retire, and keeps what was said of a version taken back", async () => {
      const rollout = rolloutOf({ old: ["AWSCURRENT", oldMark], new: ["AWSPREVIOUS", "ROLLED_BACK"] });
      assert.deepEqual((await retire(rollout, [], [])).calls, ["move arn DEPLOYED: nowhere to old"]);
    });

    it("moves no label that is where it belongs", async () => {
      const rollout = rolloutOf({ new: ["AWSCURRENT", "DEPLOYED", oldMark] });
      assert.deepEqual((await retire(rollout, [], [])).calls, []);
    });

    it("holds a version whose credentials do not work although its tasks started, and tells people once", async () => {
      const answer: RolloutAnswer = { outcome: "invalid", reason: "KEY is dead" };
      assert.deepEqual(await retire(rolloutOf(versions), ["old"], [answer]), {
        result: { outcome: "held", reason: "KEY is dead" },
        calls: [
          "ask function retireSecret arn new: old",
          "alert web-prod held: KEY is dead (web-prod-config new old)",
          "move arn HELD: nowhere to new",
        ],
      });
      const held = rolloutOf({ ...versions, new: [...versions.new, "HELD"] });
      assert.deepEqual((await retire(held, ["old"], [answer])).calls, [
        "ask function retireSecret arn new: old",
      ]);
    });

    it("refuses an answer to another question", async () => {
      const message = 'the rotation function answered "valid" to another question';
      await assert.rejects(retire(rolloutOf(versions), ["old"], [{ outcome: "valid" }]), { message });
    });
  });

  describe("end overlap", () => {
    const overlap = "OVERLAP_UNTIL=2026-01-05T11:00:00.000Z";
    const rollout = rolloutOf({ new: ["AWSCURRENT", "DEPLOYED", overlap] });
    const endOverlap = async (each: SecretRollout, answers: RolloutAnswer[]) => {
      const { calls, actions } = recorded(answers);
      await takeStep({ step: "end overlap", state: "up to date", rollout: each }, "web-prod", now, actions);
      return calls;
    };

    it("asks for a version without the old value, and then removes the label", async () => {
      assert.deepEqual(await endOverlap(rollout, [{ outcome: "overlap-ended" }]), [
        "ask function endOverlap arn new: ",
        `move arn ${overlap}: new to nowhere`,
      ]);
    });

    it("does nothing without a rotation function", async () => {
      const secret = { ...rollout.secret, rotationFunctionArn: undefined };
      assert.deepEqual(await endOverlap({ ...rollout, secret }, []), []);
    });

    it("refuses an answer to another question", async () => {
      const message = 'the rotation function answered "valid" to another question';
      await assert.rejects(endOverlap(rollout, [{ outcome: "valid" }]), { message });
    });
  });
});
