import { TargetError } from "../target-error";

/** A server to which a user is logged in. */
export interface MongodbConnection {
  /**
   * Runs a command, whose name is its first field. The user logs in with the first one.
   *
   * @returns The server's answer, which nobody has looked at.
   * @throws MongodbError what the server refuses. TargetError where there is no answer.
   */
  command(database: string, command: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/**
 * Connects to the servers of a connection string for as long as the work takes.
 *
 * @param place What messages call the connection string: they quote nothing of it.
 */
export type MongodbConnect = <Result>(
  uri: string,
  place: string,
  work: (connection: MongodbConnection) => Promise<Result>,
) => Promise<Result>;

/** What the server refuses, by its own name for the error, such as `AuthenticationFailed`. */
export class MongodbError extends TargetError {
  constructor(
    readonly codeName: string,
    message: string,
  ) {
    super(message);
  }
}

const patience = 5_000; // milliseconds; a function that waits for long tells nobody why
const options = {
  appName: "secret-rotation",
  maxPoolSize: 1,
  connectTimeoutMS: patience,
  serverSelectionTimeoutMS: patience,
  socketTimeoutMS: 2 * patience,
};

export const connectMongodb: MongodbConnect = async (uri, place, work) => {
  // The one place that loads the driver, which a function without such a strategy never does.
  const { MongoClient } = await import("mongodb");
  const client = await attempt(place, () => Promise.resolve(new MongoClient(uri, options)));
  try {
    return await work({
      command: (database, command) => attempt(place, () => client.db(database).command({ ...command })),
    });
  } finally {
    await client.close();
  }
};

async function attempt<Result>(place: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw failureOf(error, place);
  }
}

/**
 * An error of the driver's in words of our own. Its messages are left out: they name hosts and users, and quote parts of a
 * connection string and of commands.
 */
export function failureOf(error: unknown, place: string): TargetError {
  const name = error instanceof Error ? error.name : "Error";
  if (name === "MongoServerError") {
    const codeName = fieldOf(error, "codeName") ?? fieldOf(error, "code") ?? name;
    return new MongodbError(codeName, `the server of ${place} refused: ${codeName}`);
  }
  const code = codeOf(error);
  if (code === "ENOENT") {
    return new TargetError(
      `${place} names a file that the rotation function does not have (such as tlsCAFile)`,
    );
  }
  const known = code === undefined ? name : `${name}, ${code}`;
  if (/^Mongo(Parse|API|InvalidArgument|MissingCredentials|Runtime)/.test(name)) {
    return new TargetError(`the MongoDB driver does not accept ${place} (${known})`);
  }
  return new TargetError(`the server of ${place} cannot be reached (${known})`);
}

/** The system's code of an error or of what caused it, such as `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return fieldOf(error, "code") ?? codeOf(error.cause);
}

function fieldOf(error: unknown, field: string): string | undefined {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, field) : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
