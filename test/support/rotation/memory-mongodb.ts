import { z } from "zod";
import {
  type MongodbConnect,
  type MongodbConnection,
  MongodbError,
} from "../../../rotation/strategies/mongodb-connection";
import { authenticationDatabaseOf, parseMongodbUri } from "../../../rotation/strategies/mongodb-uri";

const role = z.object({ role: z.string(), db: z.string() });
const privilege = z.object({
  resource: z.object({ db: z.string(), collection: z.string() }).or(z.object({ cluster: z.literal(true) })),
  actions: z.array(z.string()),
});
const restrictions = z.array(z.object({ clientSource: z.array(z.string()) }));
const command = z.object({
  pwd: z.string().optional(),
  roles: z.array(role).optional(),
  privileges: z.array(privilege).default([]),
  mechanisms: z.array(z.string()).optional(),
  authenticationRestrictions: restrictions.optional(),
  find: z.string().optional(),
  usersInfo: z.object({ user: z.string(), db: z.string() }).optional(),
});
type Command = z.output<typeof command>;
type Role = z.output<typeof role>;
type Privilege = z.output<typeof privilege>;

interface User {
  user: string;
  db: string;
  password: string;
  roles: Role[];
  mechanisms: string[];
  authenticationRestrictions: z.output<typeof restrictions>;
}

const builtIn: Record<string, string[]> = { read: ["find"], readWrite: ["find", "insert"] };

/** A MongoDB server in memory, as far as rotations use one: its users, their roles, and what these allow. */
export class MemoryMongodb {
  readonly host = "127.0.0.1:27017";
  /** Every command but root's, as `<name> <user>`. */
  readonly commands: string[] = [];
  private readonly users = new Map<string, User>();
  private readonly roles = new Map<string, Privilege[]>();

  readonly connect: MongodbConnect = (uri, place, work) => {
    const refuse = (codeName: string) =>
      new MongodbError(codeName, `the server of ${place} refused: ${codeName}`);
    const { password, ...login } = parseMongodbUri(uri, place);
    let isLoggedIn = false;
    return work({
      command: async (db, given) => {
        const user = this.users.get(idOf(login.user, authenticationDatabaseOf({ password, ...login })));
        isLoggedIn ||= user?.password === password;
        if (!isLoggedIn || user === undefined) throw refuse("AuthenticationFailed");
        const [name = ""] = Object.keys(given);
        this.commands.push(`${name} ${user.user}`);
        return Promise.resolve(this.run(db, given, this.privilegesOf(user), refuse, user));
      },
    });
  };

  /** A user that may do everything. */
  readonly root: MongodbConnection = {
    command: async (db, given) =>
      Promise.resolve(this.run(db, given, undefined, (codeName) => new MongodbError(codeName, codeName))),
  };

  private run(
    db: string,
    given: Readonly<Record<string, unknown>>,
    privileges: Privilege[] | undefined,
    refuse: (codeName: string) => MongodbError,
    self?: User,
  ): object {
    const [[name, target] = ["", ""]] = Object.entries(given);
    const own = command.parse(given);
    const { roles = [] } = own;
    const demand = (action: string, on: string | { cluster: true } = db, collection = "") => {
      if (privileges !== undefined && !allows(privileges, action, on, collection))
        throw refuse("Unauthorized");
    };
    const user = this.users.get(idOf(String(target), db));
    const known = () => {
      if (user === undefined) throw refuse("UserNotFound");
      return user;
    };
    switch (name) {
      case "createRole":
        this.roles.set(idOf(String(target), db), own.privileges);
        return { ok: 1 };
      case "dropUser":
        this.users.delete(idOf(String(target), db));
        return { ok: 1 };
      case "usersInfo":
        demand("viewUser");
        return { users: this.infoOn(own) };
      case "createUser":
        demand("createUser");
        for (const each of roles) demand("grantRole", each.db);
        if (own.authenticationRestrictions) demand("setAuthenticationRestriction");
        if (user) throw refuse("Location51003");
        this.users.set(idOf(String(target), db), newUser(String(target), db, own));
        return { ok: 1 };
      case "updateUser":
        demand("changePassword");
        if (own.roles) demand("revokeRole", "every database");
        if (own.authenticationRestrictions) demand("setAuthenticationRestriction");
        Object.assign(known(), changesOf(own));
        return { ok: 1 };
      case "grantRolesToUser":
        for (const each of roles) demand("grantRole", each.db);
        known().roles.push(...roles);
        return { ok: 1 };
      case "revokeRolesFromUser":
        for (const each of roles) demand("revokeRole", each.db);
        known().roles = known().roles.filter((held) => !roles.some((each) => isSame(each, held)));
        return { ok: 1 };
      case "killAllSessions":
        demand("killAnySession", { cluster: true });
        return { ok: 1 };
      case "connectionStatus":
        return { authInfo: authInfoOf(self, privileges) };
      case "find":
        demand("find", db, own.find);
        return { cursor: { firstBatch: [] } };
      default:
        throw refuse("CommandNotFound");
    }
  }

  private infoOn({ usersInfo = { user: "", db: "" } }: Command): object[] {
    const user = this.users.get(idOf(usersInfo.user, usersInfo.db));
    if (user === undefined) return [];
    const { roles, mechanisms, authenticationRestrictions } = user;
    return [structuredClone({ roles, mechanisms, authenticationRestrictions })];
  }

  private privilegesOf({ roles }: User): Privilege[] {
    return roles.flatMap(({ role, db }) => {
      const actions = builtIn[role];
      return actions
        ? [{ resource: { db, collection: "" }, actions }]
        : (this.roles.get(idOf(role, db)) ?? []);
    });
  }
}

function idOf(name: string, db: string): string {
  return JSON.stringify([db, name]);
}

function isSame(one: Role, other: Role): boolean {
  return one.role === other.role && one.db === other.db;
}

function newUser(user: string, db: string, { pwd = "", roles = [], ...own }: Command): User {
  const { mechanisms = ["SCRAM-SHA-1", "SCRAM-SHA-256"], authenticationRestrictions = [] } = own;
  return { user, db, password: pwd, roles: [...roles], mechanisms, authenticationRestrictions };
}

function changesOf({ pwd, roles, mechanisms, authenticationRestrictions }: Command): Partial<User> {
  return {
    ...(roles === undefined ? {} : { roles: [...roles] }),
    ...(pwd === undefined ? {} : { password: pwd }),
    ...(mechanisms === undefined ? {} : { mechanisms }),
    ...(authenticationRestrictions === undefined ? {} : { authenticationRestrictions }),
  };
}

function allows(
  privileges: readonly Privilege[],
  action: string,
  on: string | { cluster: true },
  collection: string,
): boolean {
  return privileges.some(({ resource, actions }) => {
    if (!actions.includes(action)) return false;
    if (typeof on === "object" || "cluster" in resource)
      return typeof on === "object" && "cluster" in resource;
    return resource.db === on && (resource.collection === "" || resource.collection === collection);
  });
}

function authInfoOf(user: User | undefined, privileges: Privilege[] = []): object {
  return {
    authenticatedUsers: user ? [{ user: user.user, db: user.db }] : [],
    authenticatedUserRoles: user?.roles ?? [],
    authenticatedUserPrivileges: privileges,
  };
}
