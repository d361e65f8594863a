import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { type SecretValues } from "../../../rotation/secret-values";
import {
  MongodbAlternation,
  type UserAdministration,
} from "../../../rotation/strategies/mongodb-alternation";
import { type MongodbConnect, type MongodbConnection } from "../../../rotation/strategies/mongodb-connection";
import { MongodbLogin } from "../../../rotation/strategies/mongodb-login";
import { MongodbUsers } from "../../../rotation/strategies/mongodb-users";
import { Process } from "./every-crash";
import { secretText } from "../secret-text";

/** A server that tests may do everything with. */
export interface MongodbServer {
  /** `<host>:<port>` */
  host: string;
  connect: MongodbConnect;
  root: MongodbConnection;
}

const userInfo = z.object({
  roles: z.array(z.object({ role: z.string(), db: z.string() })),
  mechanisms: z.array(z.string()),
  authenticationRestrictions: z.array(z.unknown()),
});

/** A privilege as `createRole` takes it. */
interface Privilege {
  resource: { db: string; collection: string } | { cluster: true };
  actions: string[];
}

export const adminSecretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mongodb-admin-AbCdEf";

/**
 * A service with a database and a user of its own on a server, and a user administrator with as few rights as can be. The user is
 * in another database than the service's, has a role of its own beside one of MongoDB's, and characters that must be encoded.
 */
export class MongodbService {
  private readonly id = randomBytes(4).toString("hex");
  readonly database = `app-${this.id}`;
  readonly otherDatabase = `other-${this.id}`;
  readonly accounts = `accounts-${this.id}`;
  readonly user = `auth service/ü:@%-${this.id}`;
  readonly clone = `${this.user}_clone`;
  readonly password = secretText(`${randomUUID()}:/?#[]@% ß`);
  readonly admin = `rotation-${this.id}`;
  readonly adminPassword = secretText();
  /** The roles of the service's user. */
  readonly roles = [
    { role: "reader", db: this.database },
    { role: "read", db: this.otherDatabase },
  ];

  constructor(readonly server: MongodbServer) {}

  /** Makes the users. */
  async setUp({ adminPrivileges = this.adminPrivileges(), user = {} } = {}): Promise<this> {
    const { root } = this.server;
    const privileges = [{ resource: { db: this.database, collection: "things" }, actions: ["find"] }];
    await root.command(this.database, { createRole: "reader", privileges, roles: [] });
    const users = { createUser: this.user, pwd: this.password, roles: this.roles, ...user };
    await root.command(this.accounts, users);
    const adminRole = { role: `rotation-${this.id}`, db: "admin" };
    await root.command("admin", { createRole: adminRole.role, privileges: adminPrivileges, roles: [] });
    await root.command("admin", { createUser: this.admin, pwd: this.adminPassword, roles: [adminRole] });
    return this;
  }

  /** What a user administrator needs, and no more. */
  adminPrivileges(): Privilege[] {
    return [
      {
        resource: { db: this.accounts, collection: "" },
        actions: ["viewUser", "createUser", "changePassword"],
      },
      { resource: { db: this.database, collection: "" }, actions: ["grantRole", "revokeRole"] },
      { resource: { db: this.otherDatabase, collection: "" }, actions: ["grantRole", "revokeRole"] },
      { resource: { cluster: true }, actions: ["killAnySession"] },
    ];
  }

  uri(user = this.user, password = this.password, options = `/${this.database}?authSource=${this.accounts}`) {
    return `mongodb://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${this.server.host}${options}`;
  }

  /** The secret's values before any rotation. */
  values(uri = this.uri()): SecretValues {
    return { MONGODB_URI: uri };
  }

  readonly tools = {
    readSecret: () => Promise.resolve({ MONGODB_URI: this.uri(this.admin, this.adminPassword, "/") }),
  };

  /** @param process Makes the calls to the server. */
  strategy(
    process = new Process(),
    administration: UserAdministration = this.administration(process),
  ): MongodbAlternation {
    const login = new MongodbLogin(this.connectIn(process), this.clock);
    return new MongodbAlternation({ key: "MONGODB_URI", administration, login, plaintextOnLoopback: true });
  }

  administration(process = new Process(), tools = this.tools): MongodbUsers {
    const admin = { key: "MONGODB_URI", adminSecretArn, plaintextOnLoopback: true };
    return new MongodbUsers(admin, tools, this.connectIn(process));
  }

  /** Whether a connection string logs in, with a real login where the server is real. */
  async accepts(uri = ""): Promise<boolean> {
    const status = () =>
      this.server.connect(uri, "it", (login) => login.command("admin", { connectionStatus: 1 }));
    return status().then(
      () => true,
      () => false,
    );
  }

  /** How the server describes a user, without what is different for each. */
  async describe(user: string): Promise<{ roles: string[]; mechanisms: string[]; restrictions: unknown[] }> {
    const usersInfo = { user, db: this.accounts };
    const answer = await this.server.root.command(this.accounts, {
      usersInfo,
      showAuthenticationRestrictions: true,
    });
    const [info] = z.object({ users: z.array(userInfo) }).parse(answer).users;
    const { roles, mechanisms, authenticationRestrictions } = userInfo.parse(info);
    const byName = roles.map(({ role, db }) => `${role}@${db}`).sort();
    return { roles: byName, mechanisms, restrictions: authenticationRestrictions };
  }

  connectIn(process: Process): MongodbConnect {
    return (uri, place, work) =>
      this.server.connect(uri, place, (connection) =>
        work({
          command: (database, command) => process.call(() => connection.command(database, command)),
        }),
      );
  }

  readonly clock = { now: () => new Date(), wait: () => Promise.resolve() };
}
