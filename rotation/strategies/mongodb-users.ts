import * as z from "zod";
import { log } from "../log";
import { RotationError } from "../rotation-error";
import { type StrategyTools } from "../strategy-factory";
import { newPassword, safeUri, type UserAdministration } from "./mongodb-alternation";
import { type MongodbConnect, type MongodbConnection, MongodbError } from "./mongodb-connection";
import {
  alternateUser,
  authenticationDatabaseOf,
  formatMongodbUri,
  haveSameServers,
  type MongodbUri,
} from "./mongodb-uri";

const roleSchema = z.object({ role: z.string(), db: z.string() });
const usersInfo = z.object({
  users: z.array(
    z.object({
      roles: z.array(roleSchema),
      mechanisms: z.array(z.string()),
      authenticationRestrictions: z.array(z.record(z.string(), z.unknown())).default([]),
    }),
  ),
});
type Role = z.output<typeof roleSchema>;
type User = z.output<typeof usersInfo>["users"][number];

/** What changes users of a server: a user administrator's connection string is the key MONGODB_URI of its own secret. */
interface AdminSecret {
  key: string;
  adminSecretArn: string;
  plaintextOnLoopback: boolean;
}

// A change of a user must outlive the failure of the server that made it.
const lasting = { writeConcern: { w: "majority" } };
/** A user of that name exists, says createUser. It has no name of its own. */
const duplicateUser = "Location51003";

/** The users of a MongoDB server, by its own commands. */
export class MongodbUsers implements UserAdministration {
  constructor(
    private readonly admin: AdminSecret,
    private readonly tools: StrategyTools,
    private readonly connect: MongodbConnect,
  ) {}

  async setUser(next: MongodbUri, like: MongodbUri): Promise<void> {
    await this.asAdmin(next, async (connection) => {
      const model = await findUser(connection, like);
      if (model === undefined) throw new RotationError(unknownUser(this.admin.key));
      const present = await findUser(connection, next);
      if (present === undefined && (await createUser(connection, next, model))) return;
      await updateUser(connection, next, model, present ?? (await findUser(connection, next)));
    });
  }

  async shutOut(old: MongodbUri): Promise<void> {
    await this.asAdmin(old, async (connection) => {
      const { user } = old;
      const db = authenticationDatabaseOf(old);
      try {
        await connection.command(db, { updateUser: user, pwd: newPassword(), ...lasting });
      } catch (error) {
        if (error instanceof MongodbError && error.codeName === "UserNotFound") return;
        throw error;
      }
      await this.endSessions(connection, { user, db });
    });
  }

  /** Ends what the user's sessions do. The server lets go of a connection only when its client does. */
  private async endSessions(
    connection: MongodbConnection,
    user: { user: string; db: string },
  ): Promise<void> {
    try {
      await connection.command("admin", { killAllSessions: [user] });
    } catch (error) {
      if (!(error instanceof MongodbError)) throw error;
      const { key, adminSecretArn } = this.admin;
      const message =
        `the old password of ${key} no longer logs in, but its sessions may go on (killAllSessions: ${error.codeName}): ` +
        "grant the user of this secret killAnySession on the cluster";
      log({ secret: adminSecretArn, step: "retireSecret", outcome: "warning", message });
    }
  }

  /** Acts as the user administrator, on the servers of the service's connection string and no others. */
  private async asAdmin<Result>(
    target: MongodbUri,
    work: (connection: MongodbConnection) => Promise<Result>,
  ): Promise<Result> {
    const { key, adminSecretArn, plaintextOnLoopback } = this.admin;
    const place = `MONGODB_URI of ${adminSecretArn}`;
    const { MONGODB_URI = "" } = await this.tools.readSecret(adminSecretArn);
    if (MONGODB_URI === "") throw new RotationError(`${place} has no value`);
    const admin = safeUri(MONGODB_URI, place, plaintextOnLoopback);
    if (!haveSameServers(admin, target)) {
      throw new RotationError(
        `${key} must name the hosts that ${place} names, so that one server has both users`,
      );
    }
    const isOfBoth = [target.user, alternateUser(target.user, key)].includes(admin.user);
    if (isOfBoth && authenticationDatabaseOf(admin) === authenticationDatabaseOf(target)) {
      throw new RotationError(`${place} must have a user of its own, not one that ${key} takes turns with`);
    }
    return this.connect(formatMongodbUri(admin), place, work);
  }
}

function unknownUser(key: string): string {
  return `the user of ${key} is not in its authentication database: name that database with authSource, or put a user that exists`;
}

async function findUser(connection: MongodbConnection, uri: MongodbUri): Promise<User | undefined> {
  const db = authenticationDatabaseOf(uri);
  const answer = await connection.command(db, {
    usersInfo: { user: uri.user, db },
    showAuthenticationRestrictions: true,
    showPrivileges: false,
    showCustomData: false,
  });
  return usersInfo.parse(answer).users[0];
}

/** Makes a user like another. Gives `false` where another call was faster. */
async function createUser(
  connection: MongodbConnection,
  { user, password, ...uri }: MongodbUri,
  { roles, mechanisms, authenticationRestrictions }: User,
): Promise<boolean> {
  const restrictions = authenticationRestrictions.length === 0 ? {} : { authenticationRestrictions };
  const db = authenticationDatabaseOf({ user, password, ...uri });
  try {
    await connection.command(db, {
      createUser: user,
      pwd: password,
      roles,
      mechanisms,
      ...restrictions,
      ...lasting,
    });
    return true;
  } catch (error) {
    if (error instanceof MongodbError && error.codeName === duplicateUser) return false;
    throw error;
  }
}

/** Makes a user like another, the password last. What is alike already is left alone: each change takes a privilege of its own. */
async function updateUser(
  connection: MongodbConnection,
  next: MongodbUri,
  model: User,
  present: User | undefined,
): Promise<void> {
  const db = authenticationDatabaseOf(next);
  const { roles = [], authenticationRestrictions: restrictions = [] } = present ?? {};
  const surplus = rolesWithout(roles, model.roles);
  if (surplus.length > 0) {
    await connection.command(db, { revokeRolesFromUser: next.user, roles: surplus, ...lasting });
  }
  const missing = rolesWithout(model.roles, roles);
  if (missing.length > 0) {
    await connection.command(db, { grantRolesToUser: next.user, roles: missing, ...lasting });
  }
  const { mechanisms, authenticationRestrictions } = model;
  const isRestricted = JSON.stringify(restrictions) === JSON.stringify(authenticationRestrictions);
  await connection.command(db, {
    updateUser: next.user,
    pwd: next.password,
    mechanisms,
    ...(isRestricted ? {} : { authenticationRestrictions }),
    ...lasting,
  });
}

function rolesWithout(roles: readonly Role[], others: readonly Role[]): Role[] {
  return roles.filter(({ role, db }) => !others.some((other) => other.role === role && other.db === db));
}
