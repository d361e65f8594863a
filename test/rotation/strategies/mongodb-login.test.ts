import assert from "node:assert/strict";
import { type MongodbConnect, MongodbError } from "../../../rotation/strategies/mongodb-connection";
import { MongodbLogin } from "../../../rotation/strategies/mongodb-login";
import { parseMongodbUri } from "../../../rotation/strategies/mongodb-uri";
import { TargetError } from "../../../rotation/target-error";
import { secretText } from "../../support/secret-text";

interface Privilege {
  resource: object;
  actions: string[];
}

describe("a login at a MongoDB server", () => {
  let waits: number[];
  let reads: string[];
  const wait = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds));
  const clock = { now: () => new Date(), wait };
  const uri = (rest = "/auth") => parseMongodbUri(`mongodb://app:${secretText()}@db.example${rest}`, "it");

  beforeEach(() => {
    [waits, reads] = [[], []];
  });

  /** A server that refuses some commands first, and then answers. */
  function server(privileges: Privilege[], { refusals = [] as Error[], user = "app" } = {}): MongodbConnect {
    const authInfo = {
      authenticatedUsers: [{ user, db: "admin" }],
      authenticatedUserRoles: [{ role: "read", db: "auth" }],
      authenticatedUserPrivileges: privileges,
    };
    return (_uri, _place, work) =>
      work({
        command: (database, { find }) => {
          const refusal = refusals.shift();
          if (refusal) return Promise.reject(refusal);
          if (typeof find === "string") reads.push(`${database}.${find}`);
          return Promise.resolve({ authInfo });
        },
      });
  }

  const refused = (codeName: string) => new MongodbError(codeName, `refused: ${codeName}`);

  describe("test", () => {
    const reading = (db: string, collection: string): Privilege => ({
      resource: { db, collection },
      actions: ["find", "insert"],
    });
    const elsewhere = reading("other", "");

    for (const [what, privileges, rest, read] of [
      ["a collection that it may read", [elsewhere, reading("auth", "things")], "/auth", "auth.things"],
      ["any name where it may read the database", [reading("auth", "")], "/auth", "auth.rotation_test"],
      ["any name where it may read every database", [reading("", "")], "/auth", "auth.rotation_test"],
      [
        "any name where it may do anything",
        [{ resource: { anyResource: true }, actions: ["find"] }],
        "/auth",
        "auth.rotation_test",
      ],
      [
        "no collection of the system's",
        [reading("auth", "system.js"), reading("auth", "things")],
        "/auth",
        "auth.things",
      ],
      [
        "no collection that it may only write",
        [{ ...reading("auth", "log"), actions: ["insert"] }],
        "/auth",
        "auth.rotation_test",
      ],
      [
        "a database that it may read, without one of its own",
        [reading("some", "things")],
        "/",
        "some.things",
      ],
      ["the driver's default database, without any", [], "", "test.rotation_test"],
    ] as const) {
      it(`reads ${what}`, async () => {
        await new MongodbLogin(
          server([...privileges].map((each) => ({ ...each, actions: [...each.actions] }))),
          clock,
        ).test(uri(rest), "it");
        assert.deepEqual(reads, [read]);
        assert.deepEqual(waits, []);
      });
    }

    it("gives a member of a replica set some seconds to learn of the password", async () => {
      const refusals = [refused("AuthenticationFailed"), refused("AuthenticationFailed")];
      await new MongodbLogin(server([], { refusals }), clock).test(uri(), "it");
      assert.deepEqual(waits, [250, 500]);
    });

    it("fails for a login that is refused for longer", async () => {
      const refusals = Array.from({ length: 5 }, () => refused("AuthenticationFailed"));
      await assert.rejects(new MongodbLogin(server([], { refusals }), clock).test(uri(), "it"), {
        name: "RotationError",
        message: "the server refuses the login of it",
      });
      assert.deepEqual(waits, [250, 500, 1000, 2000]);
    });

    it("fails at once where a read is refused", async () => {
      const refusals = [refused("Unauthorized")];
      await assert.rejects(new MongodbLogin(server([], { refusals }), clock).test(uri(), "it"), {
        name: "RotationError",
        message: "the user of it cannot read from the service's database",
      });
      assert.deepEqual(waits, []);
    });

    it("says nothing of a login where the server does not work, or cannot be reached", async () => {
      for (const error of [refused("NotWritablePrimary"), new TargetError("not reached")]) {
        const login = new MongodbLogin(server([], { refusals: [error] }), clock);
        await assert.rejects(login.test(uri(), "it"), error);
      }
    });

    it("fails where the server logs in another user", async () => {
      const login = new MongodbLogin(server([], { user: "root" }), clock);
      await assert.rejects(login.test(uri(), "it"), { message: "the server of it logs in another user" });
    });
  });

  it("is accepted or not, and neither where the server cannot be reached", async () => {
    const accepts = (refusals: Error[]) =>
      new MongodbLogin(server([], { refusals }), clock).isAccepted(uri(), "it");
    assert.equal(await accepts([]), true);
    assert.equal(await accepts([refused("AuthenticationFailed")]), false);
    await assert.rejects(accepts([new TargetError("not reached")]), { message: "not reached" });
  });
});
