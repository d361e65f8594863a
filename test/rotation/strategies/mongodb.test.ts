import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { strategySchema } from "../../../rotation/contract/strategy-schema";
import { type SecretValues } from "../../../rotation/secret-values";
import { mongodb } from "../../../rotation/strategies/mongodb";
import { MemoryMongodb } from "../../support/rotation/memory-mongodb";
import { adminSecretArn, MongodbService } from "../../support/rotation/mongodb-service";
import { secretText } from "../../support/secret-text";

const place = `MONGODB_URI of ${adminSecretArn}`;
const at = (user: string, rest = "db.example/auth?tls=true") => `mongodb://${user}:${secretText()}@${rest}`;

describe("the strategy mongodb", () => {
  function strategyOf(adminValues: SecretValues = {}, plaintextOnLoopback = false) {
    const declared = strategySchema.parse({ strategy: "mongodb", adminSecretArn, plaintextOnLoopback });
    assert.ok(declared.strategy === "mongodb");
    return mongodb("MONGODB_URI", declared, { readSecret: () => Promise.resolve(adminValues) });
  }
  const rotation = { secretName: "auth-service-prod-config", token: randomUUID() };

  it("writes its own key alone", async () => {
    const strategy = strategyOf();
    assert.deepEqual(strategy.keys, ["MONGODB_URI"]);
    assert.equal(strategy.overlap, undefined);
    const made = await strategy.create({ MONGODB_URI: at("app"), OTHER: secretText() }, rotation);
    assert.deepEqual(Object.keys(made), ["MONGODB_URI"]);
  });

  it("uses a server without TLS on this machine alone, and where that is declared", async () => {
    const local = { MONGODB_URI: at("app", "127.0.0.1/auth") };
    await assert.rejects(strategyOf().create(local, rotation), {
      message: "MONGODB_URI must use TLS: add tls=true to its options",
    });
    await strategyOf({}, true).create(local, rotation);
  });

  for (const [what, admin, message] of [
    ["has no connection string", {}, `${place} has no value`],
    [
      "is for other hosts",
      { MONGODB_URI: at("admin", "elsewhere.example/?tls=true") },
      `MONGODB_URI must name the hosts that ${place} names, so that one server has both users`,
    ],
    [
      "is for one host of several",
      { MONGODB_URI: at("admin", "db.example,db2.example/?tls=true") },
      `MONGODB_URI must name the hosts that ${place} names, so that one server has both users`,
    ],
    [
      "does without TLS",
      { MONGODB_URI: at("admin", "db.example/") },
      `${place} must use TLS: add tls=true to its options`,
    ],
    [
      "is the secret's own user",
      { MONGODB_URI: at("app") },
      `${place} must have a user of its own, not one that MONGODB_URI takes turns with`,
    ],
    [
      "is the next user",
      { MONGODB_URI: at("app_clone") },
      `${place} must have a user of its own, not one that MONGODB_URI takes turns with`,
    ],
  ] as const) {
    it(`refuses an admin secret that ${what}, before any call`, async () => {
      const strategy = strategyOf(admin);
      const [one, other] = [{ MONGODB_URI: at("app") }, { MONGODB_URI: at("app_clone") }];
      await assert.rejects(strategy.set(other, one, rotation), { name: "RotationError", message });
      await assert.rejects(strategy.retire(other, one), { name: "RotationError", message });
    });
  }

  it("refuses a present user that is not where the connection string says", async () => {
    const service = await new MongodbService(new MemoryMongodb()).setUp();
    const values = service.values(service.uri("nobody"));
    await assert.rejects(service.strategy().set(await service.strategy().create(values), values), {
      name: "RotationError",
      message:
        "the user of MONGODB_URI is not in its authentication database: name that database with authSource, or put a user that exists",
    });
  });

  it("leaves the present user alone but for reading what it may do", async () => {
    const server = new MemoryMongodb();
    const service = await new MongodbService(server).setUp();
    const values = service.values();
    const next = await service.strategy().create(values);
    await service.strategy().set(next, values);
    await service.strategy().set(next, values);
    const { admin, user, clone } = service;
    const logins = [`connectionStatus ${user}`, `connectionStatus ${clone}`];
    assert.deepEqual(server.commands, [
      ...[`usersInfo ${admin}`, `usersInfo ${admin}`, `createUser ${admin}`, ...logins],
      ...[`usersInfo ${admin}`, `usersInfo ${admin}`, `updateUser ${admin}`, ...logins],
    ]);
  });

  it("sets the password of a user that another call makes just then", async () => {
    const server = new MemoryMongodb();
    const service = await new MongodbService(server).setUp();
    const values = service.values();
    const next = await service.strategy().create(values);
    const { connect, host, root } = server;
    const slow = new MongodbService({
      host,
      root,
      connect: (uri, where, work) =>
        connect(uri, where, (connection) =>
          work({
            command: async (database, command) => {
              if ("createUser" in command) {
                await root.command(database, { ...command, pwd: secretText(), roles: [] });
              }
              return connection.command(database, command);
            },
          }),
        ),
    });
    await service.strategy(undefined, slow.administration(undefined, service.tools)).set(next, values);
    await service.strategy().test(next);
  });

  it("puts no value into what it throws", async () => {
    const service = await new MongodbService(new MemoryMongodb()).setUp({ adminPrivileges: [] });
    const values = service.values();
    const next = await service.strategy().create(values);
    const wrong = service.values(service.uri(service.user, `${service.password}x`));
    const messages: string[] = [];
    for (const attempt of [
      () => service.strategy().set(next, values),
      () => service.strategy().set(values, next),
      () => service.strategy().test(next),
      () => service.strategy().test(wrong),
      () => service.strategy().retire(values, next),
      () => strategyOf({ MONGODB_URI: "not one" }).retire(values, next),
    ]) {
      await attempt().catch((error: unknown) => messages.push(String(error)));
    }
    assert.equal(messages.length, 6);
    const { user, clone, password, adminPassword, server } = service;
    for (const value of [user, clone, password, adminPassword, server.host, "mongodb://"]) {
      assert.deepEqual(
        messages.filter((message) => message.includes(value)),
        [],
      );
    }
  });
});
