import { RotationError } from "../rotation-error";

/**
 * A connection string, in its parts as far as a rotation needs them. The format:
 * https://www.mongodb.com/docs/manual/reference/connection-string/
 */
export interface MongodbUri {
  scheme: "mongodb" | "mongodb+srv";
  /** Without percent-encoding, as the password is. */
  user: string;
  password: string;
  /** As written: `<host>` or `<host>:<port>`, an IPv6 address in brackets. */
  hosts: readonly string[];
  /** As written: all that follows the hosts, from the slash or the question mark on. */
  rest: string;
}

const form = /^(mongodb|mongodb\+srv):\/\/([^@/?#]*)@([^@/?#]+)((?:\/[^@?#]*)?(?:\?[^#]*)?)$/;
const hostForm = /^(?:\[[0-9A-Fa-f:.%]+\]|[^:[\]\s]+)(?::\d{1,5})?$/;
const cloneSuffix = "_clone";

/**
 * Reads a connection string with a user and a password.
 *
 * @param place What messages call it, such as the name of its key. They quote nothing of the text.
 * @throws RotationError for any other text.
 */
export function parseMongodbUri(text: string, place: string): MongodbUri {
  const [, scheme, login = "", hostList = "", rest = ""] = form.exec(text) ?? [];
  const hosts = hostList.split(",");
  const [user, password] = [login.replace(/:.*$/s, ""), login.replace(/^[^:]*:?/, "")].map(decoded);
  const isRead = (scheme === "mongodb" || scheme === "mongodb+srv") && Boolean(user) && Boolean(password);
  if (!isRead || !user || !password || !hosts.every((host) => hostForm.test(host))) {
    throw new RotationError(
      `${place} must be mongodb://<user>:<password>@<hosts>/<database>?<options>, with user and password percent-encoded`,
    );
  }
  if (scheme === "mongodb+srv" && !/^[^,:]+$/.test(hostList)) {
    throw new RotationError(`${place} must name one host without a port after mongodb+srv://`);
  }
  return { scheme, user, password, hosts, rest };
}

/** Without what is no percent-encoding of a text. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Writes a connection string. What {@link parseMongodbUri} reads stays as it is, but for the encoding of user and password. */
export function formatMongodbUri({ scheme, user, password, hosts, rest }: MongodbUri): string {
  return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${hosts.join(",")}${rest}`;
}

/**
 * The user that takes turns with this one: `<user>` and `<user>_clone`.
 *
 * @throws RotationError for a name that takes turns with two others.
 */
export function alternateUser(user: string, place: string): string {
  if (!user.endsWith(cloneSuffix)) return user + cloneSuffix;
  const base = user.slice(0, -cloneSuffix.length);
  if (base !== "" && !base.endsWith(cloneSuffix)) return base;
  throw new RotationError(`the user of ${place} must be <user> or <user>${cloneSuffix}: rename it`);
}

/** The database of the path; empty where it names none. */
export function databaseOf({ rest }: MongodbUri): string {
  const [path = ""] = rest.split("?");
  return decoded(path.slice(1)) ?? path.slice(1);
}

/** The database that knows the user. One that only the DNS names (a TXT record beside `mongodb+srv`) is not seen. */
export function authenticationDatabaseOf(uri: MongodbUri): string {
  return optionsOf(uri, "authSource")[0] ?? (databaseOf(uri) || "admin");
}

/** Whether two connection strings name the same servers, whatever the order, the case, and the default port. */
export function haveSameServers(one: MongodbUri, other: MongodbUri): boolean {
  return serversOf(one) === serversOf(other);
}

function serversOf({ scheme, hosts }: MongodbUri): string {
  const servers = hosts.map((host) => {
    const name = host.toLowerCase();
    return scheme === "mongodb+srv" || /:\d+$/.test(name.replace(/^\[.*\]/, "")) ? name : `${name}:27017`;
  });
  return `${scheme} ${[...new Set(servers)].sort().join(",")}`;
}

/** Whether every host is this machine. */
export function isLoopback({ hosts }: MongodbUri): boolean {
  return hosts.every((host) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host));
}

/**
 * Why a password of the user must not be sent to the servers, in the words that follow the connection string's name; nothing
 * where it may be.
 */
export function problemOf(uri: MongodbUri, { plaintext }: { plaintext: boolean }): string | undefined {
  const [mechanism = "SCRAM"] = optionsOf(uri, "authMechanism");
  if (authenticationDatabaseOf(uri) === "$external" || !/^(SCRAM|DEFAULT)/i.test(mechanism)) {
    return "must have a user that logs in with a password of MongoDB's own (SCRAM): another has nothing to rotate";
  }
  if (plaintext && isLoopback(uri)) return undefined;
  if (!usesTls(uri)) return "must use TLS: add tls=true to its options";
  const skipped = ["tlsInsecure", "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames"].find((name) =>
    optionsOf(uri, name).some((value) => value !== "false"),
  );
  return skipped && `must have the server's certificate verified: remove ${skipped} from its options`;
}

function usesTls(uri: MongodbUri): boolean {
  const values = [...optionsOf(uri, "tls"), ...optionsOf(uri, "ssl")];
  return values.every((value) => value === "true") && (values.length > 0 || uri.scheme === "mongodb+srv");
}

/** The values of an option, whose name may be written in any case. */
function optionsOf({ rest }: MongodbUri, name: string): string[] {
  const options = new URLSearchParams(rest.replace(/^[^?]*/, ""));
  const own = [...options].filter(([option]) => option.toLowerCase() === name.toLowerCase());
  return own.map(([, value]) => value);
}
