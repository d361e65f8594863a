import { RotationError } from "../../../rotation/rotation-error";
import { type SecretValues } from "../../../rotation/secret-values";
import { type Strategy } from "../../../rotation/strategy";
import { Process } from "./every-crash";
import { secretText } from "../secret-text";

/** A server with users, in memory. A login is `<user>:<password>`. */
export class LoginTarget {
  /** The process that calls the server. */
  process = new Process();
  private readonly passwords = new Map<string, string>();

  /** Gives a user a new password, and returns the login. */
  newLogin(user: string): string {
    const password = secretText();
    this.passwords.set(user, password);
    return `${user}:${password}`;
  }

  /** Gives a user the password of this login again. */
  restore(login: string): void {
    this.passwords.set(userOf(login), passwordOf(login));
  }

  /** Whether the server lets the login in. */
  accepts(login: string | undefined): boolean {
    return this.passwords.get(userOf(login ?? "")) === passwordOf(login ?? "");
  }

  /** The rotation of a login between two users. It trusts the engine: it makes no checks that the engine owes it. */
  strategy(key: string): Strategy {
    return {
      keys: [key],
      create: (current) => Promise.resolve({ [key]: `${otherUser(loginIn(current, key))}:${secretText()}` }),
      set: async (pending, current) => {
        const login = loginIn(pending, key);
        if (userOf(login) === userOf(current[key] ?? ""))
          throw new RotationError(`${key} has the current user`);
        await this.process.call(() => this.passwords.set(userOf(login), passwordOf(login)));
      },
      test: async (values) => {
        const accepted = await this.process.call(() => this.accepts(values[key]));
        if (!accepted) throw new RotationError(`${key} is not accepted`);
      },
      retire: async (old, current) => {
        const user = userOf(loginIn(old, key));
        if (user === userOf(loginIn(current, key))) return;
        await this.process.call(() => this.passwords.set(user, secretText()));
      },
    };
  }
}

function loginIn(values: SecretValues, key: string): string {
  const login = values[key];
  if (login === undefined) throw new RotationError(`${key} has no value to start from`);
  return login;
}

function userOf(login: string): string {
  return login.split(":")[0] ?? "";
}

function passwordOf(login: string): string {
  return login.split(":")[1] ?? "";
}

function otherUser(login: string): string {
  const user = userOf(login);
  return user.endsWith("_clone") ? user.slice(0, -"_clone".length) : `${user}_clone`;
}
