import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { MongodbAlternation } from "../../../rotation/strategies/mongodb-alternation";
import { AtlasApi } from "../../../rotation/strategies/mongodb-atlas-api";
import { AtlasUsers } from "../../../rotation/strategies/mongodb-atlas-users";
import { MongodbLogin } from "../../../rotation/strategies/mongodb-login";
import { AtlasServer } from "./atlas-server";
import { everyCrash, Process } from "./every-crash";
import { type MongodbServer, MongodbService } from "./mongodb-service";
import { RotatingSecret } from "./rotating-secret";
import { secretText } from "../secret-text";

/** A service whose user is one of an Atlas project, on a server that is its cluster. */
class AtlasService {
  private readonly id = randomBytes(4).toString("hex");
  private readonly service: MongodbService;
  readonly atlas: AtlasServer;
  readonly user = `auth service/ü-${this.id}`;
  readonly clone = `${this.user}_clone`;
  readonly password = secretText();
  readonly database = `app-${this.id}`;
  readonly waits: number[] = [];
  readonly scopes = [{ name: "auth-test", type: "CLUSTER" as const }];
  readonly roles = [
    { roleName: "readWrite", databaseName: this.database },
    { roleName: "read", databaseName: `other-${this.id}` },
  ];

  constructor(readonly server: MongodbServer) {
    this.service = new MongodbService(server);
    this.atlas = new AtlasServer(server.root);
  }

  async setUp(): Promise<this> {
    await this.atlas.start();
    const { user: username, password, roles, scopes } = this;
    await this.atlas.addUser({ username, password, roles, scopes });
    return this;
  }

  values(user = this.user, password = this.password) {
    return { MONGODB_URI: this.service.uri(user, password, `/${this.database}?authSource=admin`) };
  }

  strategy(process = new Process()): MongodbAlternation {
    const wait = (milliseconds: number) => Promise.resolve(void this.waits.push(milliseconds));
    const clock = { now: () => new Date(), wait };
    const login = new MongodbLogin(this.service.connectIn(process), clock);
    const { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } = this.atlas;
    const tools = { readSecret: () => Promise.resolve({ CLIENT_ID, CLIENT_SECRET }) };
    const declaration = this.atlas.declaration();
    const api = new AtlasApi(declaration, tools, clock);
    const administration = new AtlasUsers("MONGODB_URI", declaration, api, login, clock);
    return new MongodbAlternation({ key: "MONGODB_URI", administration, login, plaintextOnLoopback: true });
  }

  accepts(uri: string | undefined): Promise<boolean> {
    return this.service.accepts(uri);
  }
}

/** What a rotation does at Atlas, whether its cluster is a real server or one in memory. */
export function itRotatesAtlasUsers(serverOf: () => MongodbServer): void {
  const realFetch = globalThis.fetch;
  let service: AtlasService;
  beforeEach(async () => {
    service = await new AtlasService(serverOf()).setUp();
  });
  afterEach(async () => {
    globalThis.fetch = realFetch;
    await service.atlas.stop();
  });

  it("makes the next user like the present one, with one token, and shuts the present one out once it is retired", async () => {
    const strategy = service.strategy();
    const values = service.values();
    const next = await strategy.create(values);
    assert.deepEqual(service.atlas.requests, []);
    await strategy.set(next, values);
    await strategy.test(next);
    await strategy.test(values);
    await strategy.retire(values, next);
    await strategy.test(next);
    assert.equal(await service.accepts(values.MONGODB_URI), false);
    assert.deepEqual(service.atlas.requests, [
      "POST /api/oauth/token",
      "GET /databaseUsers/admin/{username}",
      "PATCH /databaseUsers/admin/{username}",
      "POST /databaseUsers",
      "GET /clusters/auth-test/status",
      "GET /databaseUsers/admin/{username}",
      "PATCH /databaseUsers/admin/{username}",
      "GET /clusters/auth-test/status",
    ]);
    const { groupId } = service.atlas;
    const user = { groupId, databaseName: "admin", roles: service.roles, scopes: service.scopes };
    assert.deepEqual(
      [...service.atlas.users.values()],
      [
        { ...user, username: service.user },
        { ...user, username: service.clone },
      ],
    );
  });

  it("gives a next user that is there already the rights and the end of the present one", async () => {
    const { clone, user, roles } = service;
    const wider = [...roles, { roleName: "readWriteAnyDatabase", databaseName: "admin" }];
    await service.atlas.addUser({ username: clone, password: secretText(), roles: wider, scopes: [] });
    const deleteAfterDate = "2099-01-01T00:00:00Z";
    const present = service.atlas.users.get(user);
    assert.ok(present);
    service.atlas.users.set(user, { ...present, deleteAfterDate });
    const values = service.values();
    const next = await service.strategy().create(values);
    await service.strategy().set(next, values);
    await service.strategy().test(next);
    assert.deepEqual(service.atlas.users.get(clone), { ...present, deleteAfterDate, username: clone });
  });

  it("waits until the cluster has the change, also where its status is late to say that it has not", async () => {
    service.atlas.behaviour = { slow: 2, pending: 3 };
    const strategy = service.strategy();
    const values = service.values();
    const next = await strategy.create(values);
    await strategy.set(next, values);
    assert.ok(await service.accepts(next.MONGODB_URI));
    assert.deepEqual(service.waits, [2000, 2000, 2000, 2000, 2000]);
    await strategy.retire(values, next);
    assert.equal(await service.accepts(values.MONGODB_URI), false);
    assert.equal(service.waits.length, 10);
  });

  it("gives up after two minutes", async () => {
    service.atlas.behaviour = { pending: 1000 };
    const values = service.values();
    await assert.rejects(service.strategy().set(await service.strategy().create(values), values), {
      name: "RotationError",
      message: "cluster auth-test has not come to where it accepts the next login of MONGODB_URI in 120 s",
    });
    assert.equal(service.waits.length, 60);
  });

  for (const [what, behaviour] of [
    ["another call makes just then", { isOvertaken: true }],
    ["Atlas makes without an answer", { losesAnswerTo: /^POST \/databaseUsers$/ }],
  ] as const) {
    it(`sets the password of a next user that ${what}`, async () => {
      service.atlas.behaviour = behaviour;
      const values = service.values();
      const next = await service.strategy().create(values);
      await service.strategy().set(next, values);
      await service.strategy().test(next);
    });
  }

  it("asks a busy API again", async () => {
    service.atlas.behaviour = { failures: [429, 503] };
    const values = service.values();
    await service.strategy().set(await service.strategy().create(values), values);
    assert.deepEqual(service.waits, [500, 1000]);
  });

  it("retires a user that is gone already", async () => {
    const values = service.values();
    const next = await service.strategy().create(values);
    await service.strategy().set(next, values);
    service.atlas.users.delete(service.user);
    await service.strategy().retire(values, next);
    await service.strategy().test(next);
  });

  it("never keeps a running task out, and shuts the old user out, killed after any request or command and run again", async () => {
    const calls = await everyCrash({
      makeWorld: async () => {
        const own = await new AtlasService(serverOf()).setUp();
        own.atlas.behaviour = { pending: 1 };
        const rotating = new RotatingSecret();
        const before = rotating.change(own.values(), ["AWSCURRENT", "DEPLOYED"]);
        return { own, rotating, before, token: rotating.secret.startRotation() };
      },
      run: async ({ own, rotating, before, token }, process: Process) => {
        globalThis.fetch = (...request) => process.call(() => realFetch(...request));
        rotating.strategies = [own.strategy(process)];
        if (rotating.secret.versionWith("AWSCURRENT") !== token) await rotating.rotate(token);
        await rotating.ask("retireSecret", token, [before]);
      },
      checkKilled: async ({ own, rotating }) => {
        assert.ok(await own.accepts(rotating.values("AWSCURRENT").MONGODB_URI));
      },
      check: async ({ own, rotating, token }) => {
        assert.equal(rotating.secret.versionWith("AWSCURRENT"), token);
        assert.ok(await own.accepts(rotating.values("AWSCURRENT").MONGODB_URI));
        assert.equal(await own.accepts(own.values().MONGODB_URI), false);
        assert.deepEqual(own.atlas.users.get(own.clone)?.roles, own.roles);
        await own.atlas.stop();
      },
    });
    assert.ok(calls > 15);
  });
}
