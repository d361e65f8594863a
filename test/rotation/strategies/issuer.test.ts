import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { IssuerStrategy } from "../../../rotation/strategies/issuer";
import { everyCrash, type Process } from "../../support/rotation/every-crash";
import { type ActiveKey, type IssuerBehaviour, IssuerServer } from "../../support/rotation/issuer-server";
import { RotatingSecret } from "../../support/rotation/rotating-secret";
import { secretText } from "../../support/secret-text";
import { alsoWritten } from "../../support/written-output";

type Declared = Parameters<IssuerServer["declaration"]>[0];
const noList = { list: undefined };
const secretName = "auth-service-prod-config";

describe("the strategy issuer", () => {
  const realFetch = globalThis.fetch;
  const started: IssuerServer[] = [];
  let server: IssuerServer;
  let first: ActiveKey;
  let waits: number[];
  let logged: string[];
  const rotation = { secretName, token: randomUUID() };
  const realLog = console.log;

  beforeEach(async () => {
    server = await start();
    first = server.issue();
    [waits, logged] = [[], []];
    console.log = (line: string) => {
      logged.push(line);
      alsoWritten("the log of a function that a test has called", `${line}\n`);
    };
  });
  afterEach(async () => {
    globalThis.fetch = realFetch;
    console.log = realLog;
    await Promise.all(started.splice(0).map((each) => each.stop()));
  });

  describe("create", () => {
    it("makes a second key under a name of its own, once the issuer says how the present one does", async () => {
      const made = await strategyOf().create(present(), rotation);
      assert.deepEqual(server.requests, ["GET /v1/me", "GET /v1/keys", "POST /v1/keys"]);
      const [, second] = server.active;
      assert.ok(second);
      assert.deepEqual(made, { API_KEY: second.key, API_KEY_ID: second.id });
      assert.match(second.name, /^auth-service-prod-config-[0-9a-f]{12}$/);
      assert.ok(server.isActive(first.key));
    });

    it("gives each rotation, key and secret another name, and each call of a rotation the same", async () => {
      const declared = server.declaration(noList);
      server.behaviour = { limit: 9 };
      const other = { ...rotation, token: randomUUID() };
      for (const [key, each] of [
        ["API_KEY", rotation],
        ["API_KEY", rotation],
        ["API_KEY", other],
        ["OTHER_KEY", rotation],
        ["API_KEY", { ...rotation, secretName: "auth-service-test-config" }],
      ] as const) {
        await new IssuerStrategy(key, declared, tools(), clock()).create({}, each);
      }
      const names = server.active.slice(1).map(({ name }) => name);
      assert.equal(names[0], names[1]);
      assert.equal(new Set(names).size, 4);
      assert.deepEqual(server.idempotencyKeys, names);
    });

    it("makes the first key of a secret that has none", async () => {
      server.active.length = 0;
      const made = await strategyOf().create({}, rotation);
      assert.ok(server.isActive(made.API_KEY));
      assert.deepEqual(server.requests, ["GET /v1/keys", "POST /v1/keys"]);
    });

    it("replaces a present key that is dead already", async () => {
      server.active.length = 0;
      assert.ok(server.isActive((await strategyOf().create(present(), rotation)).API_KEY));
    });

    it("revokes a key of this rotation that was made and lost, and no other", async () => {
      server.behaviour = { losesAnswersTo: /^POST/ };
      await assert.rejects(strategyOf().create(present(), rotation), {
        name: "RotationError",
        message: `POST ${host()}/v1/keys failed: UND_ERR_SOCKET`,
      });
      const [, lost] = server.active;
      server.behaviour = { idempotent: true };
      const made = await strategyOf().create(present(), rotation);
      assert.equal(server.isActive(lost?.key), false);
      assert.deepEqual(idsOf(server), [first.id, made.API_KEY_ID]);
      assert.equal(new Set(server.idempotencyKeys).size, 2);
    });

    it("never revokes the present key, even by its name", async () => {
      await strategyOf().create({}, rotation);
      const [, named] = server.active;
      assert.ok(named);
      server.behaviour = { limit: 3 };
      await strategyOf().create({ API_KEY: named.key, API_KEY_ID: named.id }, rotation);
      assert.ok(server.isActive(named.key));
    });

    it("without a list, asks with an Idempotency-Key for the key that was made and lost", async () => {
      server.behaviour = { losesAnswersTo: /^POST/, idempotent: true };
      await assert.rejects(strategyOf(noList).create(present(), rotation));
      server.behaviour = { idempotent: true };
      const made = await strategyOf(noList).create(present(), rotation);
      assert.deepEqual(idsOf(server), [first.id, made.API_KEY_ID]);
    });

    it("with neither, stays at the issuer's limit until a person revokes the lost key", async () => {
      server.behaviour = { losesAnswersTo: /^POST/ };
      await assert.rejects(strategyOf(noList).create(present(), rotation));
      server.behaviour = {};
      await assert.rejects(strategyOf(noList).create(present(), rotation), {
        message: `POST ${host()}/v1/keys answered 409`,
      });
      server.active.pop();
      assert.ok(server.isActive((await strategyOf(noList).create(present(), rotation)).API_KEY));
    });

    it("refuses an issuer that allows one key only", async () => {
      await assert.rejects(strategyOf({ activeKeys: 1 }).create(present(), rotation), {
        name: "RotationError",
        message:
          "API_KEY cannot rotate: its issuer allows one active key (activeKeys), so that the running tasks would lose theirs; declare it as manual",
      });
      assert.deepEqual(server.requests, []);
    });

    it("refuses a present key that could never be revoked", async () => {
      await assert.rejects(strategyOf().create({ API_KEY: first.key }, rotation), {
        name: "RotationError",
        message: "API_KEY_ID has no value: put the id of the present API_KEY there, to revoke it by",
      });
      assert.deepEqual(server.requests, []);
    });

    it("makes nothing while the issuer cannot verify a key", async () => {
      server.behaviour = { failures: [500, 500, 500] };
      await assert.rejects(strategyOf().create(present(), rotation), {
        message: `GET ${host()}/v1/me answered 500`,
      });
      assert.deepEqual(server.requests, ["GET /v1/me", "GET /v1/me", "GET /v1/me"]);
      assert.deepEqual(idsOf(server), [first.id]);
    });

    it("makes nothing without the issuer's own credential", async () => {
      const declared = server.declaration({ adminKey: "ISSUER_TOKEN" });
      await assert.rejects(new IssuerStrategy("API_KEY", declared, tools()).create({}, rotation), {
        message: `ISSUER_TOKEN of ${declared.adminSecretArn} has no value`,
      });
      assert.deepEqual(server.requests, []);
    });

    it("asks an issuer that is broken for a new key once", async () => {
      server.behaviour = { failures: [503] };
      await assert.rejects(strategyOf(noList).create({}, rotation), {
        message: `POST ${host()}/v1/keys answered 503`,
      });
      assert.deepEqual(server.requests, ["POST /v1/keys"]);
    });
  });

  describe("set", () => {
    it("changes nothing where both keys work", async () => {
      const next = valuesOf(server.issue());
      await strategyOf().set(next, present(), rotation);
      assert.deepEqual(server.requests, ["GET /v1/me", "GET /v1/me"]);
      assert.deepEqual(logged, []);
    });

    it("waits until the issuer accepts the new key", async () => {
      const next = valuesOf(server.issue());
      server.behaviour = { refusesNewKeys: 3 };
      await strategyOf().set(next, present(), rotation);
      assert.deepEqual(waits, [250, 500, 1000]);
      await strategyOf().test(next);
    });

    it("goes on with a warning where making a key ended the present one: its tasks need the new one at once", async () => {
      server.behaviour = { oneKeyOnly: true };
      const made = await strategyOf().create(present(), rotation);
      assert.deepEqual(idsOf(server), [made.API_KEY_ID]);
      await strategyOf().set(made, present(), rotation);
      const message =
        "the API_KEY of the running tasks no longer works, and no rollback will bring it back. " +
        "If making a key ended it, the issuer allows one active key only: declare API_KEY as manual";
      assert.deepEqual(
        logged.map((line): unknown => JSON.parse(line)),
        [{ secret: secretName, step: "setSecret", version: rotation.token, outcome: "warning", message }],
      );
      await strategyOf().test(made);
      await assert.rejects(strategyOf().test(present()), { name: "RotationError" });
      await strategyOf().retire(present(), made);
      assert.ok(server.isActive(made.API_KEY));
    });

    it("says nothing of the present key of a secret that has none", async () => {
      await strategyOf().set(present(), {}, rotation);
      assert.deepEqual(server.requests, ["GET /v1/me"]);
    });
  });

  describe("test", () => {
    it("uses the key as the service does", async () => {
      await strategyOf().test(present());
      assert.deepEqual(server.requests, ["GET /v1/me"]);
    });

    for (const status of [401, 403]) {
      it(`fails for a key that the issuer answers with ${status}, at once`, async () => {
        server.behaviour = { failures: [status] };
        await assert.rejects(strategyOf().test(present()), {
          name: "RotationError",
          message: `the issuer refuses API_KEY (GET ${host()}/v1/me)`,
        });
        assert.deepEqual(server.requests, ["GET /v1/me"]);
      });
    }

    it("fails where there is no key", async () => {
      await assert.rejects(strategyOf().test({ API_KEY_ID: first.id }), { message: "API_KEY has no value" });
    });

    it("asks a busy issuer again", async () => {
      server.behaviour = { failures: [429, 503] };
      await strategyOf().test(present());
      assert.deepEqual(waits, [500, 1000]);
    });

    it("follows no redirect, which would take the key elsewhere", async () => {
      server.behaviour = { failures: [307] };
      await assert.rejects(strategyOf().test(present()), {
        message: `GET ${host()}/v1/me answered 307, a redirect, which is not followed`,
      });
      assert.deepEqual(server.requests, ["GET /v1/me"]);
    });
  });

  describe("retire", () => {
    it("revokes the old key, and may be repeated", async () => {
      const next = valuesOf(server.issue());
      await strategyOf().retire(present(), next);
      assert.deepEqual(server.requests, [`DELETE /v1/keys/${encodeURIComponent(first.id)}`]);
      assert.deepEqual(idsOf(server), [next.API_KEY_ID]);
      await strategyOf().retire(present(), next);
      assert.deepEqual(server.requests.slice(2), ["GET /v1/me"]);
    });

    it("takes 410 for done as well", async () => {
      server.active.length = 0;
      server.behaviour = { failures: [410] };
      await strategyOf().retire(present(), valuesOf(server.issue()));
    });

    it("does nothing where the current version holds the same key, or the same id", async () => {
      await strategyOf().retire(present(), present());
      await strategyOf().retire(present(), { ...present(), API_KEY_ID: "other" });
      await strategyOf().retire(present(), { ...present(), API_KEY: secretText() });
      await strategyOf().retire({}, present());
      assert.deepEqual(server.requests, []);
    });

    for (const [what, old] of [
      ["an id that the issuer does not know", { API_KEY_ID: "typo" }],
      ["no id", { API_KEY_ID: "" }],
    ] as const) {
      it(`fails while an old key with ${what} works, and passes once a person has revoked it`, async () => {
        const next = valuesOf(server.issue());
        await assert.rejects(strategyOf().retire({ ...present(), ...old }, next), {
          name: "RotationError",
          message:
            "the old API_KEY still works and the issuer knows no key of its API_KEY_ID: revoke it by hand",
        });
        server.active.shift();
        await strategyOf().retire({ ...present(), ...old }, next);
      });
    }

    it("fails where the issuer refuses the admin credential", async () => {
      server.behaviour = { failures: [403] };
      await assert.rejects(strategyOf().retire(present(), valuesOf(server.issue())), {
        message: `DELETE ${host()}/v1/keys/{id} answered 403`,
      });
    });
  });

  describe("killed after any request of a rotation and run again", () => {
    const issuers: [string, IssuerBehaviour, Declared][] = [
      ["lists its keys", {}, {}],
      ["lists its keys and remembers requests", { idempotent: true }, {}],
      ["only remembers requests", { idempotent: true }, noList],
    ];
    for (const [what, behaviour, declared] of issuers) {
      it(`never has more than two keys and always a current one that works, at an issuer that ${what}`, async () => {
        await everyCrash({
          makeWorld: () => rotatingWorld(behaviour, declared),
          run: rotateAndRetire,
          checkKilled: ({ issuer, rotating }) => {
            assert.ok(issuer.active.length <= 2);
            assert.ok(issuer.isActive(rotating.values("AWSCURRENT").API_KEY));
          },
          check: ({ issuer, rotating, token }) => {
            assert.equal(rotating.secret.versionWith("AWSCURRENT"), token);
            assert.deepEqual(idsOf(issuer), [rotating.values("AWSCURRENT").API_KEY_ID]);
            assert.ok(issuer.isActive(rotating.values("AWSCURRENT").API_KEY));
          },
        });
      });
    }
  });

  it("puts no value into what it throws or logs", async () => {
    const messages: string[] = [];
    const record = (error: unknown) => messages.push(String(error));
    for (const failures of [[400], [302], [500, 500, 500]]) {
      for (const act of ["create", "test", "retire"] as const) {
        server.behaviour = { failures: [...failures] };
        const strategy = strategyOf(noList);
        if (act === "create") await strategy.create(present(), rotation).catch(record);
        if (act === "test") await strategy.test(present()).catch(record);
        if (act === "retire")
          await strategy.retire(present(), { API_KEY: "other", API_KEY_ID: "other" }).catch(record);
      }
    }
    assert.equal(messages.length, 9);
    const text = [...messages, ...logged].join("\n");
    for (const value of [first.key, first.id, encodeURIComponent(first.id), server.adminKey]) {
      assert.equal(text.includes(value), false);
    }
  });

  interface World {
    issuer: IssuerServer;
    rotating: RotatingSecret;
    before: string;
    token: string;
  }

  async function rotatingWorld(behaviour: IssuerBehaviour, declared: Declared): Promise<World> {
    const issuer = await start();
    issuer.behaviour = behaviour;
    const rotating = new RotatingSecret();
    const before = rotating.change(valuesOf(issuer.issue()), ["AWSCURRENT", "DEPLOYED"]);
    rotating.strategies = [
      new IssuerStrategy("API_KEY", issuer.declaration(declared), toolsOf(issuer), clock()),
    ];
    return { issuer, rotating, before, token: rotating.secret.startRotation() };
  }

  /** The four steps, and what the rollout function asks for once all tasks run with the new version. */
  async function rotateAndRetire({ rotating, before, token }: World, process: Process): Promise<void> {
    globalThis.fetch = (...request) => process.call(() => realFetch(...request));
    if (rotating.secret.versionWith("AWSCURRENT") !== token) await rotating.rotate(token, process);
    await rotating.ask("retireSecret", token, [before], process);
  }

  async function start(): Promise<IssuerServer> {
    const issuer = await new IssuerServer().start();
    started.push(issuer);
    return issuer;
  }

  function strategyOf(declared: Declared = {}): IssuerStrategy {
    return new IssuerStrategy("API_KEY", server.declaration(declared), tools(), clock());
  }

  function tools() {
    return toolsOf(server);
  }

  function toolsOf(issuer: IssuerServer) {
    return { readSecret: () => Promise.resolve({ API_KEY: issuer.adminKey }) };
  }

  function clock() {
    const wait = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds));
    return { now: () => new Date(), wait };
  }

  function present() {
    return valuesOf(first);
  }

  function host(): string {
    return server.url.replace("http://", "");
  }
});

function valuesOf({ key, id }: ActiveKey) {
  return { API_KEY: key, API_KEY_ID: id };
}

function idsOf({ active }: IssuerServer): string[] {
  return active.map(({ id }) => id);
}
