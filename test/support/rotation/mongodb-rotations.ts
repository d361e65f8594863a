import assert from "node:assert/strict";
import { MongodbLogin } from "../../../rotation/strategies/mongodb-login";
import { parseMongodbUri } from "../../../rotation/strategies/mongodb-uri";
import { everyCrash, type Process } from "./every-crash";
import { adminSecretArn, type MongodbServer, MongodbService } from "./mongodb-service";
import { RotatingSecret } from "./rotating-secret";
import { secretText } from "../secret-text";
import { loggedLines } from "./logged-lines";

/** What a rotation does at a server, whether that is a real one or one in memory. */
export function itRotatesUsers(serverOf: () => MongodbServer): void {
  it("lets both users log in after set, and only the new one after retire", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const strategy = service.strategy();
    const values = service.values();
    const next = await strategy.create(values);
    assert.equal(await service.accepts(next.MONGODB_URI), false);
    await strategy.set(next, values);
    await strategy.test(next);
    await strategy.test(values);
    await strategy.retire(values, next);
    await strategy.test(next);
    await assert.rejects(strategy.test(values), {
      name: "RotationError",
      message: "the server refuses the login of MONGODB_URI",
    });
    assert.equal(await service.accepts(values.MONGODB_URI), false);
  });

  it("takes turns with two users, however often it rotates", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const strategy = service.strategy();
    let values = service.values();
    const users: string[] = [];
    const passwords = new Set<string>();
    for (let rotation = 1; rotation <= 3; rotation += 1) {
      const next = await strategy.create(values);
      await strategy.set(next, values);
      await strategy.retire(values, next);
      const { user, password } = parseMongodbUri(next.MONGODB_URI ?? "", "it");
      users.push(user);
      passwords.add(password);
      values = next;
    }
    assert.deepEqual(users, [service.clone, service.user, service.clone]);
    assert.equal(passwords.size, 3);
    await strategy.test(values);
    assert.deepEqual(await service.describe(service.user), await service.describe(service.clone));
  });

  it("makes the next user with the roles and mechanisms of the present one", async () => {
    const user = { mechanisms: ["SCRAM-SHA-256"] };
    const service = await new MongodbService(serverOf()).setUp({ user });
    const values = service.values();
    await service.strategy().set(await service.strategy().create(values), values);
    assert.deepEqual(await service.describe(service.clone), {
      roles: [`read@${service.otherDatabase}`, `reader@${service.database}`],
      mechanisms: ["SCRAM-SHA-256"],
      restrictions: [],
    });
  });

  it("takes roles away from a next user that has more, and gives what it lacks, in one database or several", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const [reader] = service.roles;
    const roles = [reader, { role: "readWrite", db: service.otherDatabase }];
    await service.server.root.command(service.accounts, {
      createUser: service.clone,
      pwd: secretText(),
      roles,
    });
    const values = service.values();
    const next = await service.strategy().create(values);
    await service.strategy().set(next, values);
    await service.strategy().test(next);
    assert.deepEqual(await service.describe(service.clone), await service.describe(service.user));
  });

  it("keeps authentication restrictions, for which the user administrator needs a privilege more", async () => {
    const user = { authenticationRestrictions: [{ clientSource: ["127.0.0.0/8"] }] };
    const without = await new MongodbService(serverOf()).setUp({ user });
    const values = without.values();
    await assert.rejects(without.strategy().set(await without.strategy().create(values), values), {
      message: `the server of MONGODB_URI of ${adminSecretArn} refused: Unauthorized`,
    });

    const service = new MongodbService(serverOf());
    const resource = { db: service.accounts, collection: "" };
    const privilege = { resource, actions: ["setAuthenticationRestriction"] };
    await service.setUp({ user, adminPrivileges: [...service.adminPrivileges(), privilege] });
    const present = service.values();
    for (let time = 1; time <= 2; time += 1) {
      const next = await service.strategy().create(present);
      await service.strategy().set(next, present);
      await service.strategy().test(next);
    }
    assert.deepEqual((await service.describe(service.clone)).restrictions, user.authenticationRestrictions);
  });

  it("gives mechanisms and restrictions to a next user that has others", async () => {
    const service = new MongodbService(serverOf());
    const authenticationRestrictions = [{ clientSource: ["127.0.0.0/8"] }];
    const user = { mechanisms: ["SCRAM-SHA-256"], authenticationRestrictions };
    const resource = { db: service.accounts, collection: "" };
    const privilege = { resource, actions: ["setAuthenticationRestriction"] };
    await service.setUp({ user, adminPrivileges: [...service.adminPrivileges(), privilege] });
    const { clone, accounts, roles } = service;
    await service.server.root.command(accounts, { createUser: clone, pwd: secretText(), roles });
    const values = service.values();
    await service.strategy().set(await service.strategy().create(values), values);
    assert.deepEqual(await service.describe(clone), await service.describe(service.user));
  });

  describe("a user administrator", () => {
    for (const action of ["viewUser", "createUser", "changePassword", "grantRole", "revokeRole"]) {
      it(`must have ${action}`, async () => {
        const service = new MongodbService(serverOf());
        const adminPrivileges = service.adminPrivileges().map(({ resource, actions }) => ({
          resource,
          actions: actions.filter((each) => each !== action),
        }));
        await service.setUp({ adminPrivileges: adminPrivileges.filter(({ actions }) => actions.length > 0) });
        await assert.rejects(rotateWithSurplusRole(service), {
          name: "RotationError",
          message: `the server of MONGODB_URI of ${adminSecretArn} refused: Unauthorized`,
        });
      });
    }

    it("may lack killAnySession, of which the log tells", async () => {
      const service = new MongodbService(serverOf());
      const adminPrivileges = service.adminPrivileges().filter(({ resource }) => !("cluster" in resource));
      await service.setUp({ adminPrivileges });
      const lines = await linesLoggedBy(() => rotateWithSurplusRole(service));
      const message =
        "the old password of MONGODB_URI no longer logs in, but its sessions may go on (killAllSessions: Unauthorized): " +
        "grant the user of this secret killAnySession on the cluster";
      const line = { secret: adminSecretArn, step: "retireSecret", outcome: "warning", message };
      assert.deepEqual(lines, [line, line]);
      assert.equal(await service.accepts(service.uri()), false);
    });

    it("that has all of it does everything, and logs nothing", async () => {
      const service = await new MongodbService(serverOf()).setUp();
      assert.deepEqual(await linesLoggedBy(() => rotateWithSurplusRole(service)), []);
    });
  });

  describe("test", () => {
    it("accepts a user of one collection, of a whole database, and of a connection string without one", async () => {
      const service = await new MongodbService(serverOf()).setUp();
      const { user, password, accounts, otherDatabase } = service;
      for (const options of [
        `/${service.database}?authSource=${accounts}`,
        `/${otherDatabase}?authSource=${accounts}`,
        `/?authSource=${accounts}`,
      ]) {
        await service.strategy().test(service.values(service.uri(user, password, options)));
      }
    });

    it("refuses a user that cannot read from the service's database", async () => {
      const service = await new MongodbService(serverOf()).setUp();
      const { user, password, accounts } = service;
      const uri = service.uri(user, password, `/elsewhere?authSource=${accounts}`);
      await assert.rejects(service.strategy().test(service.values(uri)), {
        name: "RotationError",
        message: "the user of MONGODB_URI cannot read from the service's database",
      });
    });

    it("refuses a login in the wrong database", async () => {
      const service = await new MongodbService(serverOf()).setUp();
      const uri = service.uri(service.user, service.password, `/${service.database}`);
      await assert.rejects(service.strategy().test(service.values(uri)), {
        message: "the server refuses the login of MONGODB_URI",
      });
    });
  });

  describe("the comparison of roles", () => {
    it("refuses a login whose roles are others, and passes where the present user cannot log in", async () => {
      const service = await new MongodbService(serverOf()).setUp();
      const password = secretText();
      const user = { createUser: service.clone, pwd: password, roles: [] };
      await service.server.root.command(service.accounts, user);
      const login = new MongodbLogin(service.server.connect, service.clock);
      const [one, other] = [service.uri(), service.uri(service.clone, password)].map((uri) =>
        parseMongodbUri(uri, "it"),
      );
      assert.ok(one && other);
      await login.refuseOtherRoles(one, one, "MONGODB_URI");
      await assert.rejects(login.refuseOtherRoles(other, one, "MONGODB_URI"), {
        message: "the next user of MONGODB_URI must have the roles of the present one, has others",
      });
      await login.refuseOtherRoles(other, { ...one, password: secretText() }, "MONGODB_URI");
    });
  });

  it("retires a user that is gone already", async () => {
    const service = await new MongodbService(serverOf()).setUp();
    const values = service.values();
    const next = await service.strategy().create(values);
    await service.strategy().set(next, values);
    await service.server.root.command(service.accounts, { dropUser: service.user });
    await service.strategy().retire(values, next);
    await service.strategy().test(next);
  });

  it("never keeps a running task out, and shuts the old user out, killed after any command and run again", async () => {
    const commands = await everyCrash({
      makeWorld: async () => {
        const service = await new MongodbService(serverOf()).setUp();
        const rotating = new RotatingSecret();
        const before = rotating.change(service.values(), ["AWSCURRENT", "DEPLOYED"]);
        return { service, rotating, before, token: rotating.secret.startRotation() };
      },
      run: async ({ service, rotating, before, token }, process: Process) => {
        rotating.strategies = [service.strategy(process)];
        if (rotating.secret.versionWith("AWSCURRENT") !== token) await rotating.rotate(token);
        await rotating.ask("retireSecret", token, [before]);
      },
      checkKilled: async ({ service, rotating }) => {
        assert.ok(await service.accepts(rotating.values("AWSCURRENT").MONGODB_URI));
      },
      check: async ({ service, rotating, token }) => {
        assert.equal(rotating.secret.versionWith("AWSCURRENT"), token);
        assert.ok(await service.accepts(rotating.values("AWSCURRENT").MONGODB_URI));
        assert.equal(await service.accepts(service.uri()), false);
        assert.deepEqual((await service.describe(service.clone)).roles, [
          `read@${service.otherDatabase}`,
          `reader@${service.database}`,
        ]);
      },
    });
    assert.equal(commands, 13); // two of them try AWSCURRENT before the old user is shut out
  });
}

/** A whole rotation, at whose beginning the next user has a role too many and one too few, and a third user is made. */
async function rotateWithSurplusRole(service: MongodbService): Promise<void> {
  const { root } = service.server;
  const strategy = service.strategy();
  const first = service.values();
  const second = await strategy.create(first);
  await strategy.set(second, first);
  await strategy.retire(first, second);
  const write = [{ role: "readWrite", db: service.otherDatabase }];
  await root.command(service.accounts, { grantRolesToUser: service.user, roles: write });
  const third = await strategy.create(second);
  await strategy.set(third, second);
  await strategy.test(third);
  await strategy.retire(second, third);
}

async function linesLoggedBy(work: () => Promise<void>): Promise<unknown[]> {
  return (await loggedLines(work)).map((line): unknown => JSON.parse(line));
}
