import { createHash, randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../clock";
import { type DeclarationOf } from "../contract/strategy-schema";
import { log } from "../log";
import { RotationError } from "../rotation-error";
import { type SecretValues } from "../secret-values";
import { settled } from "../settled";
import { type StrategyFactory, type StrategyTools } from "../strategy-factory";
import { type Rotation, type Strategy } from "../strategy";
import { type IssuedKey, IssuerApi } from "./issuer-api";

/** An API key of a third party. A rotation makes a second key; the one before is revoked once no task holds it any more. */
export const issuer: StrategyFactory<"issuer"> = (key, declaration, tools) =>
  new IssuerStrategy(key, declaration, tools);

export class IssuerStrategy implements Strategy {
  readonly keys: readonly string[];
  private readonly api: IssuerApi;

  constructor(
    private readonly key: string,
    private readonly declaration: DeclarationOf<"issuer">,
    tools: StrategyTools,
    private readonly clock: Clock = systemClock,
  ) {
    this.keys = [key, declaration.idKey];
    this.api = new IssuerApi(declaration, tools, clock);
  }

  async create(current: SecretValues, rotation: Rotation): Promise<SecretValues> {
    const { idKey, list } = this.declaration;
    const present = this.issuedIn(current);
    this.refuse(present);
    // Before anything is made: where the present key cannot be verified, nor could the next one.
    if (present.key !== "") await this.api.isValid(present.key);
    const name = nameOf(this.key, rotation);
    for (const id of await this.api.idsNamed(name)) if (id !== present.id) await this.api.revoke(id);
    // With a key that it has seen before, an issuer would answer with the API key that has just been revoked.
    const made = await this.api.create(name, list === undefined ? name : randomUUID());
    return { [this.key]: made.key, [idKey]: made.id };
  }

  /** Waits until the issuer accepts the new key, which the call that made it need not mean. */
  async set(pending: SecretValues, current: SecretValues, { secretName, token }: Rotation): Promise<void> {
    await settled(
      () => this.api.isValid(this.issuedIn(pending).key),
      (isValid) => isValid,
      this.clock,
    );
    const { key } = this.issuedIn(current);
    if (key === "" || (await this.api.isValid(key))) return;
    // To stop here would leave the tasks with a key that does not work. The rollout brings them the new one.
    const message =
      `the ${this.key} of the running tasks no longer works, and no rollback will bring it back. ` +
      `If making a key ended it, the issuer allows one active key only: declare ${this.key} as manual`;
    log({ secret: secretName, step: "setSecret", version: token, outcome: "warning", message });
  }

  async test(values: SecretValues): Promise<void> {
    const { key } = this.issuedIn(values);
    if (key === "") throw new RotationError(`${this.key} has no value`);
    if (await this.api.isValid(key)) return;
    throw new RotationError(`the issuer refuses ${this.key} (${this.api.verification})`);
  }

  async retire(old: SecretValues, current: SecretValues): Promise<void> {
    const before = this.issuedIn(old);
    const present = this.issuedIn(current);
    if (before.key === "" || before.key === present.key) return;
    if (before.id !== "" && before.id === present.id) return;
    if (before.id !== "" && (await this.api.revoke(before.id))) return;
    await this.refuseValid(before.key);
  }

  /** A key that the issuer does not know under its id must be dead. Otherwise its id is wrong, or the declaration. */
  private async refuseValid(key: string): Promise<void> {
    const isValid = await settled(
      () => this.api.isValid(key),
      (stillValid) => !stillValid,
      this.clock,
    );
    if (!isValid) return;
    throw new RotationError(
      `the old ${this.key} still works and the issuer knows no key of its ${this.declaration.idKey}: revoke it by hand`,
    );
  }

  private refuse(present: IssuedKey): void {
    const { activeKeys, idKey } = this.declaration;
    if (activeKeys < 2) {
      throw new RotationError(
        `${this.key} cannot rotate: its issuer allows one active key (activeKeys), so that the running tasks would lose theirs; declare it as manual`,
      );
    }
    if (present.key !== "" && present.id === "") {
      throw new RotationError(
        `${idKey} has no value: put the id of the present ${this.key} there, to revoke it by`,
      );
    }
  }

  private issuedIn({ [this.key]: key = "", [this.declaration.idKey]: id = "" }: SecretValues): IssuedKey {
    return { key, id };
  }
}

/** The same for each call of one rotation, and another for each rotation, key and secret. */
function nameOf(key: string, { secretName, token }: Rotation): string {
  const own = createHash("sha256").update(`${secretName} ${key} ${token}`).digest("hex").slice(0, 12);
  return `${secretName}-${own}`;
}
