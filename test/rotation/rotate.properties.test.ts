import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { labelOfOverlap, overlapOf } from "../../rotation/contract/labels";
import { Process } from "../support/rotation/every-crash";
import { RotatingSecret, steps } from "../support/rotation/rotating-secret";
import { secretText } from "../support/secret-text";

/** The process of an action is killed after this many calls; `undefined` for never. */
const dieAfter = fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined, freq: 1 });
const actions = fc.oneof(
  /** `hoursLater`: the overlap of the last rollout ends after 24. */
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant("rotate" as const),
      hoursLater: fc.constantFrom(0, 25),
      dieAfter,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      what: fc.constant("step" as const),
      step: fc.constantFrom(...steps),
      /** How many rotations ago: late duplicates come too. */
      age: fc.nat({ max: 2 }),
      dieAfter,
    }),
  },
  { weight: 6, arbitrary: fc.record({ what: fc.constant("roll out" as const), dieAfter }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("roll back" as const), dieAfter }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("end overlap" as const), dieAfter }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("ask again" as const), age: fc.nat({ max: 3 }), dieAfter }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("change another key" as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("collect deprecated versions" as const) }) },
);
type Action = typeof actions extends fc.Arbitrary<infer Value> ? Value : never;
const lag = fc.record({ describe: fc.nat({ max: 3 }), read: fc.nat({ max: 3 }) });

describe("rotate, by property", () => {
  it("keeps every credential in use working, whatever happens when, and can always go on", async () => {
    await fc.assert(
      fc.asyncProperty(lag, fc.array(actions, { maxLength: 30, size: "max" }), async (lag, history) => {
        const world = new World(lag);
        for (const action of history) {
          await world.do(action).catch(() => undefined);
          world.check();
        }
        await world.settle();
      }),
      { numRuns: 500 },
    );
  });

  it("ends with the new version current when every step runs twice at once, in any order of their calls", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = new World({});
        const token = world.secret.startRotation();
        for (const step of steps) {
          const twice = [1, 2].map(() => world.step(step, token, new ScheduledProcess(scheduler)));
          await scheduler.waitFor(Promise.all(twice));
          world.check();
        }
        assert.equal(world.secret.versionWith("AWSCURRENT"), token);
      }),
      { numRuns: 100 },
    );
  });
});

/** A process whose calls take effect when the scheduler says so. */
class ScheduledProcess extends Process {
  constructor(private readonly scheduler: fc.Scheduler) {
    super();
  }

  override async call<Answer>(effect: () => Answer | Promise<Answer>): Promise<Answer> {
    await this.scheduler.schedule(Promise.resolve());
    return effect();
  }
}

/** A secret, the rollouts that follow its rotations, and people. */
class World extends RotatingSecret {
  private readonly tokens: string[] = [];
  /** The rollout function's requests so far, each of which may come again late. */
  private readonly requests: ((process: Process) => Promise<unknown>)[] = [];
  private readonly texts = new Map<string, string>();
  /** What all tasks hold. */
  private running = this.values("AWSCURRENT");
  private unowned = this.running.STRIPE_API_KEY;

  constructor(lag: { describe?: number; read?: number }) {
    super({ lag });
  }

  async do(action: Action): Promise<void> {
    const process = "dieAfter" in action ? new Process(action.dieAfter) : new Process();
    switch (action.what) {
      case "rotate":
        this.letPass(action.hoursLater);
        return this.rotate(this.start(), process);
      case "step": {
        await this.step(action.step, this.tokens.at(-1 - action.age) ?? randomUUID(), process);
        return;
      }
      case "roll out":
        return this.rollOut(process);
      case "roll back":
        return this.rollBack(process);
      case "end overlap":
        return this.endOverlap(process);
      case "ask again":
        await this.requests.at(-1 - action.age)?.(process);
        return;
      case "change another key":
        this.unowned = secretText();
        this.change({ STRIPE_API_KEY: this.unowned });
        return;
      case "collect deprecated versions":
        // Versions are days old then.
        this.store.catchUp();
        this.secret.collectDeprecated();
    }
  }

  override ask(...[step, current, versions, process]: Parameters<RotatingSecret["ask"]>) {
    this.requests.push((later) => super.ask(step, current, versions, later));
    return super.ask(step, current, versions, process);
  }

  /** What must hold at any time. */
  check(): void {
    const labels = Object.values(this.secret.labels()).flat();
    assert.equal(labels.filter((label) => label === "AWSCURRENT").length, 1, "one AWSCURRENT");
    const current = this.values("AWSCURRENT");
    const keys = ["DB_LOGIN", "JWT_SECRET", "JWT_SECRET_PREVIOUS", "STRIPE_API_KEY"];
    assert.deepEqual(Object.keys(current).sort(), keys);
    assert.ok(this.target.accepts(current.DB_LOGIN), "new tasks log in");
    assert.ok(this.target.accepts(this.running.DB_LOGIN), "running tasks log in");
    assert.equal(current.STRIPE_API_KEY, this.unowned, "the unowned key is as a person left it");
    const accepted = [current.JWT_SECRET, current.JWT_SECRET_PREVIOUS];
    assert.ok(accepted.includes(this.running.JWT_SECRET), "new tasks accept what running ones sign");
    this.checkTexts();
  }

  /** Completes what is under way; then a whole rotation succeeds. */
  async settle(): Promise<void> {
    const end = { hoursLater: 25, dieAfter: undefined } as const;
    await this.do({ what: "roll out", ...end });
    await this.do({ what: "rotate", ...end }).catch((error: unknown) => {
      this.abandonOutdated(error);
    });
    for (const what of ["roll out", "end overlap", "roll out"] as const) await this.do({ what, ...end });
    this.check();
    this.letPass(25);
    const token = this.start();
    await this.rotate(token);
    this.check();
    assert.equal(this.secret.versionWith("AWSCURRENT"), token);
  }

  /** Does what the message says. */
  private abandonOutdated(error: unknown): void {
    if (!String(error).includes("remove AWSPENDING from that version")) throw error;
    this.secret.move("AWSPENDING", this.secret.versionWith("AWSPENDING"));
  }

  private letPass(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  private start(): string {
    const token = this.secret.startRotation();
    if (!this.tokens.includes(token)) this.tokens.push(token);
    return token;
  }

  private async rollOut(process: Process): Promise<void> {
    const { secret } = this;
    const current = this.current();
    if (secret.versionWith("DEPLOYED") === current) return;
    const old = [secret.versionWith("DEPLOYED"), secret.versionWith("AWSPREVIOUS")];
    const versions = old.flatMap((id) => (id === undefined || id === current ? [] : [id]));
    this.running = this.values(current);
    const answer = await this.ask("retireSecret", current, versions, process);
    assert.ok(answer.outcome === "retired");
    const hours = answer.overlapHours * 3_600_000;
    for (const { id, label } of this.overlaps()) secret.move(label, id);
    if (hours > 0) secret.move(labelOfOverlap(new Date(this.now.getTime() + hours)), undefined, current);
    secret.move("DEPLOYED", secret.versionWith("DEPLOYED"), current);
  }

  private async rollBack(process: Process): Promise<void> {
    const current = this.current();
    const deployed = this.secret.versionWith("DEPLOYED");
    if (deployed === undefined || deployed === current) return;
    const answer = await this.ask("checkSecret", current, [deployed], process);
    if (answer.outcome !== "valid") return;
    this.secret.move("AWSCURRENT", current, deployed);
    this.running = this.values(deployed);
    this.secret.move("ROLLED_BACK", this.secret.versionWith("ROLLED_BACK"), current);
  }

  private async endOverlap(process: Process): Promise<void> {
    const current = this.current();
    for (const { id, label, until } of this.overlaps()) {
      if (until > this.now) this.now = until;
      if (id === current) await this.ask("endOverlap", current, [], process);
      this.secret.move(label, id);
    }
  }

  private overlaps() {
    return Object.entries(this.secret.labels()).flatMap(([id, labels]) =>
      labels.flatMap((label) => {
        const until = overlapOf(label);
        return until === undefined ? [] : [{ id, label, until }];
      }),
    );
  }

  private current(): string {
    return this.secret.versionWith("AWSCURRENT") ?? "";
  }

  /** A version's value never changes. */
  private checkTexts(): void {
    for (const id of [this.first, ...this.tokens]) {
      const text = this.secret.text(id);
      const before = this.texts.get(id);
      if (text !== undefined && before !== undefined) assert.ok(text === before, "a value stays the same");
      if (text !== undefined) this.texts.set(id, text);
    }
  }
}
