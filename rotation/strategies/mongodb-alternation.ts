import { randomInt } from "node:crypto";
import { RotationError } from "../rotation-error";
import { type SecretValues } from "../secret-values";
import { type Strategy } from "../strategy";
import { type MongodbLogin } from "./mongodb-login";
import {
  alternateUser,
  authenticationDatabaseOf,
  formatMongodbUri,
  haveSameServers,
  type MongodbUri,
  parseMongodbUri,
  problemOf,
} from "./mongodb-uri";

/** Who may change the users of a server. Every call may be repeated. */
export interface UserAdministration {
  /** Makes the server accept `next`, whose user then has the roles of the user of `like`, and no others. */
  setUser(next: MongodbUri, like: MongodbUri): Promise<void>;
  /** Gives the user of `old` a password that nobody knows. A user that is gone stays so. */
  shutOut(old: MongodbUri): Promise<void>;
}

export interface Alternation {
  /** The JSON key of the connection string. */
  key: string;
  administration: UserAdministration;
  login: MongodbLogin;
  /** Whether a server on this machine may be used without TLS. */
  plaintextOnLoopback: boolean;
}

/** A connection string whose user is `<user>` and `<user>_clone` by turns: both can log in until the one before is shut out. */
export class MongodbAlternation implements Strategy {
  readonly keys: readonly string[];

  constructor(private readonly own: Alternation) {
    this.keys = [own.key];
  }

  /** The same connection string with the other user and a new password. Touches no server. */
  create(current: SecretValues): Promise<SecretValues> {
    return Promise.resolve().then(() => {
      const uri = this.uriIn(current);
      const next = { ...uri, user: this.alternateOf(uri), password: newPassword() };
      return { [this.own.key]: formatMongodbUri(next) };
    });
  }

  /** Gives the other user its new password. The password of the present user is not touched. */
  async set(pending: SecretValues, current: SecretValues): Promise<void> {
    const { key, administration, login } = this.own;
    const [next, present] = [this.uriIn(pending), this.uriIn(current)];
    if (next.user !== this.alternateOf(present) || !haveSameUsers(next, present)) {
      throw new RotationError(
        `${key} has changed since this rotation began: remove AWSPENDING from its version, and rotate again`,
      );
    }
    await administration.setUser(next, present);
    await login.refuseOtherRoles(next, present, key);
  }

  async test(values: SecretValues): Promise<void> {
    await this.own.login.test(this.uriIn(values), this.own.key);
  }

  /**
   * Shuts out the user that takes turns with the current one. Another user, of a value that a person has replaced, may have other
   * uses: it is for that person to remove.
   */
  async retire(old: SecretValues, current: SecretValues): Promise<void> {
    if (!old[this.own.key]) return;
    const [before, present] = [this.uriIn(old), this.uriIn(current)];
    if (before.user !== this.alternateOf(present) || !haveSameUsers(before, present)) return;
    await this.own.administration.shutOut(before);
  }

  private uriIn({ [this.own.key]: text = "" }: SecretValues): MongodbUri {
    const { key, plaintextOnLoopback } = this.own;
    if (text === "")
      throw new RotationError(`${key} has no value to start from: put a connection string there`);
    return safeUri(text, key, plaintextOnLoopback);
  }

  private alternateOf({ user }: MongodbUri): string {
    return alternateUser(user, this.own.key);
  }
}

/** Reads a connection string. @throws RotationError where a password must not be sent to its servers. */
export function safeUri(text: string, place: string, plaintextOnLoopback: boolean): MongodbUri {
  const uri = parseMongodbUri(text, place);
  const problem = problemOf(uri, { plaintext: plaintextOnLoopback });
  if (problem) throw new RotationError(`${place} ${problem}`);
  return uri;
}

function haveSameUsers(one: MongodbUri, other: MongodbUri): boolean {
  return haveSameServers(one, other) && authenticationDatabaseOf(one) === authenticationDatabaseOf(other);
}

const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** 48 letters and digits: 285 bits, and nothing that a connection string would have to encode. */
export function newPassword(): string {
  return Array.from({ length: 48 }, () => lettersAndDigits.charAt(randomInt(62))).join("");
}
