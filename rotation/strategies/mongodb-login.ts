import * as z from "zod";
import { type Clock } from "../clock";
import { RotationError } from "../rotation-error";
import { settled } from "../settled";
import { type MongodbConnect, type MongodbConnection, MongodbError } from "./mongodb-connection";
import { databaseOf, formatMongodbUri, type MongodbUri } from "./mongodb-uri";

const privilege = z.object({
  resource: z.object({ db: z.string().optional(), collection: z.string().optional() }),
  actions: z.array(z.string()),
});
const connectionStatus = z.object({
  authInfo: z.object({
    authenticatedUsers: z.array(z.object({ user: z.string() })),
    authenticatedUserRoles: z.array(z.object({ role: z.string(), db: z.string() })),
    authenticatedUserPrivileges: z.array(privilege),
  }),
});
type Privilege = z.output<typeof privilege>;
type AuthInfo = z.output<typeof connectionStatus>["authInfo"];

/** Logs in as services do. */
export class MongodbLogin {
  constructor(
    private readonly connect: MongodbConnect,
    private readonly clock: Clock,
  ) {}

  /**
   * Logs in and reads from the service's database, which takes a privilege there; that there is something to read does not
   * matter. A refused login is tried again for some seconds, as a member of a replica set may learn of a password late.
   *
   * @throws RotationError where the user cannot log in, or cannot read. TargetError where that cannot be told.
   */
  async test(uri: MongodbUri, place: string): Promise<void> {
    const refusal = await settled(
      () => this.refusalOf(uri, place),
      (each) => each?.codeName !== "AuthenticationFailed",
      this.clock,
    );
    if (refusal?.codeName === "AuthenticationFailed") {
      throw new RotationError(`the server refuses the login of ${place}`);
    }
    if (refusal) throw new RotationError(`the user of ${place} cannot read from the service's database`);
  }

  /** Whether the server accepts the login. */
  async isAccepted(uri: MongodbUri, place: string): Promise<boolean> {
    return (await this.rolesOf(uri, place)) !== undefined;
  }

  /**
   * Compares what two users have once they are logged in. Where the second one cannot log in, there is nothing to compare.
   *
   * @throws RotationError for other roles.
   */
  async refuseOtherRoles(uri: MongodbUri, like: MongodbUri, place: string): Promise<void> {
    const expected = await this.rolesOf(like, `the present ${place}`);
    const roles = await this.rolesOf(uri, place);
    if (expected === undefined || roles === undefined || expected === roles) return;
    throw new RotationError(`the next user of ${place} must have the roles of the present one, has others`);
  }

  /** What the server has against a login or its first read; nothing where all is well. */
  private async refusalOf(uri: MongodbUri, place: string): Promise<MongodbError | undefined> {
    try {
      await this.connect(formatMongodbUri(uri), place, async (connection) => {
        const { authenticatedUsers, authenticatedUserPrivileges } = await authInfoOf(connection);
        if (authenticatedUsers.length !== 1 || authenticatedUsers[0]?.user !== uri.user) {
          throw new RotationError(`the server of ${place} logs in another user`);
        }
        const { database, collection } = readable(authenticatedUserPrivileges, databaseOf(uri));
        await connection.command(database, { find: collection, limit: 1, singleBatch: true });
      });
      return undefined;
    } catch (error) {
      if (isRefused(error)) return error;
      throw error;
    }
  }

  /** The roles of a login as one text, those of roles included; nothing where the server refuses the login. */
  private async rolesOf(uri: MongodbUri, place: string): Promise<string | undefined> {
    try {
      const { authenticatedUserRoles } = await this.connect(formatMongodbUri(uri), place, authInfoOf);
      return JSON.stringify(authenticatedUserRoles.map(({ role, db }) => [db, role].join(".")).sort());
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }
}

function isRefused(error: unknown): error is MongodbError {
  if (!(error instanceof MongodbError)) return false;
  return error.codeName === "AuthenticationFailed" || error.codeName === "Unauthorized";
}

async function authInfoOf(connection: MongodbConnection): Promise<AuthInfo> {
  const status = await connection.command("admin", { connectionStatus: 1, showPrivileges: true });
  return connectionStatus.parse(status).authInfo;
}

/**
 * A collection that a user may read: one of its database, or, without one, of the first database that it may read. Where there
 * is none, a name for the server to refuse.
 */
function readable(
  privileges: readonly Privilege[],
  database: string,
): { database: string; collection: string } {
  const places = privileges
    .filter(({ actions }) => actions.includes("find"))
    .map(({ resource: { db = "", collection = "" } }) => ({ db, collection }))
    .filter(({ collection }) => !collection.startsWith("system."));
  const own = places.find(({ db }) => database === "" || db === "" || db === database);
  const { db = "test", collection = "" } = own ?? {};
  return { database: database || db, collection: collection || "rotation_test" };
}
