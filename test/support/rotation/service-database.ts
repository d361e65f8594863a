import { randomUUID } from "node:crypto";
import { MongoClient, MongoServerError } from "mongodb";

import { type Mongod } from "../mongod";
import { secretText } from "../secret-text";

/** A service's own database on a real MongoDB server, and its user. */
export class ServiceDatabase {
  /** A password that a connection string must encode. */
  private readonly password = secretText(`p@ss/${randomUUID()}:%`);
  readonly user = `auth-${randomUUID().slice(0, 8)}`;

  private constructor(private readonly server: Mongod) {}

  static async create(server: Mongod): Promise<ServiceDatabase> {
    const database = new ServiceDatabase(server);
    const roles = [{ role: "readWrite", db: "auth" }];
    await as(server.rootUri, (client) =>
      client.db("admin").command({ createUser: database.user, pwd: database.password, roles }),
    );
    return database;
  }

  /** The service's connection string, as its user came with it. */
  get uri(): string {
    const login = `${encodeURIComponent(this.user)}:${encodeURIComponent(this.password)}`;
    return `mongodb://${login}@${this.server.host}/auth?authSource=admin&retryWrites=false`;
  }

  /** Connection string of a user that may administer users. */
  get adminUri(): string {
    return this.server.rootUri;
  }
}

/** Whether a service could work with a connection string: it logs in and writes. */
export async function worksWith(uri: string): Promise<boolean> {
  try {
    await as(uri, (client) => client.db("auth").collection("logins").insertOne({ at: new Date() }));
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName === "AuthenticationFailed") return false;
    throw error;
  }
}

/** What nobody else may read of a connection string. */
export function passwordIn(uri: string): string {
  return new URL(uri).password;
}

async function as<Result>(uri: string, work: (client: MongoClient) => Promise<Result>): Promise<Result> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
