import { randomUUID } from "node:crypto";
import { type RolloutAnswer, type RolloutRequest } from "../../../rotation/contract/rollout-request";
import { parseSecretValues } from "../../../rotation/parse-secret-values";
import { answerRolloutRequest } from "../../../rotation/rollout-requests";
import { rotate } from "../../../rotation/rotate";
import { type RotationEvent } from "../../../rotation/rotation-event";
import { type RotationTools } from "../../../rotation/secret";
import { type SecretValues } from "../../../rotation/secret-values";
import { random } from "../../../rotation/strategies/random";
import { type Strategy } from "../../../rotation/strategy";
import { Process } from "./every-crash";
import { LoginTarget } from "./login-target";
import { MemorySecret } from "./memory-secret";
import { type Lag, MemorySecretStore } from "./memory-secret-store";
import { secretText } from "../secret-text";

export const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

const overlap = { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 };
const noSecrets = { readSecret: () => Promise.reject(new Error("no strategy reads another secret")) };

/**
 * A secret whose last rollout is complete: DB_LOGIN is rotated between two users of a server, JWT_SECRET keeps its value before
 * for 24 h, and STRIPE_API_KEY is rotated by nobody.
 */
export class RotatingSecret {
  readonly secret = new MemorySecret("auth-service-prod-config");
  readonly store: MemorySecretStore;
  readonly target = new LoginTarget();
  strategies: readonly Strategy[] = [
    this.target.strategy("DB_LOGIN"),
    random("JWT_SECRET", { strategy: "random", length: 32, special: false, overlap }, noSecrets),
  ];
  /** The version that is current at first. */
  readonly first = randomUUID();
  /** How long the engine waited in all, in milliseconds. */
  waited = 0;
  now = new Date("2026-03-01T12:00:00Z");

  /** @param hasValue Whether the secret has a value yet. */
  constructor({ lag = {}, hasValue = true }: { lag?: Lag; hasValue?: boolean } = {}) {
    this.store = new MemorySecretStore(this.secret, lag);
    if (!hasValue) return;
    const jwt = secretText();
    const values = {
      DB_LOGIN: this.target.newLogin("app"),
      JWT_SECRET: jwt,
      JWT_SECRET_PREVIOUS: jwt,
      STRIPE_API_KEY: secretText(),
    };
    this.secret.put(this.first, JSON.stringify(values), ["AWSCURRENT", "DEPLOYED"]);
  }

  /** Takes a step of the rotation. @throws RotationError */
  async step(
    Step: RotationEvent["Step"],
    token: string,
    process = new Process(),
  ): Promise<"done" | "already current"> {
    this.runIn(process);
    const event = { Step, SecretId: this.secret.arn, ClientRequestToken: token, RotationToken: secretText() };
    return rotate(event, this.tools());
  }

  /** Takes the four steps. */
  async rotate(token: string, process = new Process()): Promise<void> {
    for (const step of steps) await this.step(step, token, process);
  }

  /** Asks what the rollout function asks. */
  async ask(
    Step: RolloutRequest["Step"],
    CurrentVersionId: string,
    VersionIds: string[] = [],
    process = new Process(),
  ): Promise<RolloutAnswer> {
    this.runIn(process);
    return answerRolloutRequest(
      { Step, SecretId: this.secret.arn, CurrentVersionId, VersionIds },
      this.tools(),
    );
  }

  /** The values of a version that has some, or of the version that has a label. */
  values(idOrLabel: string): SecretValues {
    const id = this.secret.versionWith(idOrLabel) ?? idOrLabel;
    return parseSecretValues(this.secret.text(id) ?? "{}", `version ${id}`);
  }

  /** Writes the values of AWSCURRENT with some of them changed, as a person does. @returns The new version's id. */
  change(changes: SecretValues, labels?: string[]): string {
    const id = randomUUID();
    this.secret.put(id, JSON.stringify({ ...this.values("AWSCURRENT"), ...changes }), labels);
    return id;
  }

  tools(): RotationTools {
    const wait = (milliseconds: number) => {
      this.waited += milliseconds;
      return Promise.resolve();
    };
    const clock = { now: () => this.now, wait };
    return { store: this.store, clock, strategiesOf: () => this.strategies };
  }

  private runIn(process: Process): void {
    this.store.process = process;
    this.target.process = process;
  }
}
