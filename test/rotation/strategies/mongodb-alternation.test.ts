import assert from "node:assert/strict";
import {
  MongodbAlternation,
  newPassword,
  safeUri,
  type UserAdministration,
} from "../../../rotation/strategies/mongodb-alternation";
import { MongodbLogin } from "../../../rotation/strategies/mongodb-login";
import { parseMongodbUri } from "../../../rotation/strategies/mongodb-uri";
import { MemoryMongodb } from "../../support/rotation/memory-mongodb";
import { MongodbService } from "../../support/rotation/mongodb-service";
import { secretText } from "../../support/secret-text";

const changed =
  "MONGODB_URI has changed since this rotation began: remove AWSPENDING from its version, and rotate again";

describe("two users of MongoDB that take turns", () => {
  let calls: string[];
  let service: MongodbService;
  let strategy: MongodbAlternation;
  const administration: UserAdministration = {
    setUser: ({ user }, like) => Promise.resolve(void calls.push(`set ${user} like ${like.user}`)),
    shutOut: ({ user }) => Promise.resolve(void calls.push(`shut out ${user}`)),
  };
  const at = (user: string, rest = "db.example/auth?tls=true") => ({
    MONGODB_URI: `mongodb://${user}:${secretText()}@${rest}`,
  });

  beforeEach(async () => {
    calls = [];
    service = await new MongodbService(new MemoryMongodb()).setUp();
    const login = new MongodbLogin(service.server.connect, service.clock);
    strategy = new MongodbAlternation({
      key: "MONGODB_URI",
      administration,
      login,
      plaintextOnLoopback: false,
    });
  });

  describe("create", () => {
    it("changes the login of the connection string and nothing else, without a call", async () => {
      const text = [
        "mongodb:",
        "app:old@A.example:27018,[fd00::1]/auth?replicaSet=rs0&tls=true&appName=a%20b",
      ].join("//");
      const next = await strategy.create({ MONGODB_URI: text, JWT_SECRET: "untouched" });
      assert.deepEqual(Object.keys(next), ["MONGODB_URI"]);
      const { password } = parseMongodbUri(next.MONGODB_URI ?? "", "it");
      assert.equal(next.MONGODB_URI, text.replace("app:old", `app_clone:${password}`));
      assert.match(password, /^[A-Za-z0-9]{48}$/);
      assert.deepEqual(calls, []);
    });

    it("goes back from the clone", async () => {
      const next = await strategy.create(at("app_clone"));
      assert.match(next.MONGODB_URI ?? "", /^mongodb:\/\/app:[A-Za-z0-9]{48}@db\.example\/auth\?tls=true$/);
    });

    for (const [what, values, message] of [
      ["no value", {}, "MONGODB_URI has no value to start from: put a connection string there"],
      [
        "a server without TLS",
        at("app", "db.example/"),
        "MONGODB_URI must use TLS: add tls=true to its options",
      ],
      [
        "a user of three turns",
        at("app_clone_clone"),
        "the user of MONGODB_URI must be <user> or <user>_clone: rename it",
      ],
    ] as const) {
      it(`refuses ${what}`, async () => {
        await assert.rejects(strategy.create(values), { name: "RotationError", message });
      });
    }
  });

  describe("set", () => {
    it("refuses a login that has other roles than the present one", async () => {
      const password = secretText();
      const user = { createUser: service.clone, pwd: password, roles: [] };
      await service.server.root.command(service.accounts, user);
      const values = service.values();
      const next = service.values(service.uri(service.clone, password));
      await assert.rejects(service.strategy(undefined, administration).set(next, values), {
        message: "the next user of MONGODB_URI must have the roles of the present one, has others",
      });
      assert.deepEqual(calls, [`set ${service.clone} like ${service.user}`]);
    });

    for (const [what, pending] of [
      ["the user is the present one", at("app")],
      ["the user is a third one", at("other_clone")],
      ["the hosts are others", at("app_clone", "elsewhere.example/auth?tls=true")],
      [
        "the authentication database is another",
        at("app_clone", "db.example/auth?tls=true&authSource=admin"),
      ],
    ] as const) {
      it(`touches no user where ${what}`, async () => {
        await assert.rejects(strategy.set(pending, at("app")), { name: "RotationError", message: changed });
        assert.deepEqual(calls, []);
      });
    }
  });

  describe("retire", () => {
    it("shuts out the user that takes turns with the current one", async () => {
      await strategy.retire(at("app"), at("app_clone", "DB.example:27017/auth?ssl=true"));
      assert.deepEqual(calls, ["shut out app"]);
    });

    for (const [what, old] of [
      ["the user is the current one", at("app")],
      ["the user is none of the two", at("root")],
      ["the hosts are others", at("app_clone", "elsewhere.example/auth?tls=true")],
      [
        "the authentication database is another",
        at("app_clone", "db.example/auth?tls=true&authSource=admin"),
      ],
      ["there is no old value", {}],
    ] as const) {
      it(`touches no user where ${what}`, async () => {
        await strategy.retire(old, at("app"));
        assert.deepEqual(calls, []);
      });
    }
  });
});

describe("safeUri", () => {
  it("names what is wrong, and no value", () => {
    const text = ["mongodb:", "app:not-a-password@127.0.0.1/"].join("//");
    assert.equal(safeUri(text, "it", true).user, "app");
    assert.throws(() => safeUri(text, "it", false), {
      name: "RotationError",
      message: "it must use TLS: add tls=true to its options",
    });
  });
});

describe("newPassword", () => {
  it("makes 48 letters and digits, of all kinds, never the same", () => {
    const passwords = Array.from({ length: 200 }, newPassword);
    assert.equal(new Set(passwords).size, 200);
    assert.ok(passwords.every((password) => /^[A-Za-z0-9]{48}$/.test(password)));
    assert.equal(new Set(passwords.join("")).size, 62);
  });
});
