import assert from "node:assert/strict";

/** A process that is killed right after one of its calls to the outside: the call took effect, and nobody hears of it. */
export class Process {
  private made = 0;

  /** @param dieAfter The call that is its last one, from 1; never by default. */
  constructor(private readonly dieAfter = Infinity) {}

  /** How many calls it has made. */
  get calls(): number {
    return this.made;
  }

  /** Makes a call. @throws Killed after the last one, and before each later one. */
  async call<Answer>(effect: () => Answer | Promise<Answer>): Promise<Answer> {
    if (this.made >= this.dieAfter) throw new Killed(this.dieAfter);
    this.made += 1;
    // Others may be made before this one ends.
    const number = this.made;
    const answer = await effect();
    if (number === this.dieAfter) throw new Killed(number);
    return answer;
  }
}

/** What the code of a dead process sees, so that it goes no further. */
class Killed extends Error {
  override readonly name = "Killed";
  constructor(after: number) {
    super(`killed after call ${after}`);
  }
}

/** What is killed after every call, and run again. */
export interface Killable<World> {
  /** Everything outside of the process, as it is before. */
  makeWorld: () => World | Promise<World>;
  /** What the process does. Every call to the outside must go through `process.call`. */
  run: (world: World, process: Process) => Promise<unknown>;
  /** What must hold whenever the process was killed, before it is run again. */
  checkKilled?: (world: World) => void | Promise<void>;
  /** What must hold once the process has run to its end. */
  check: (world: World) => void | Promise<void>;
}

/**
 * Runs the process to its end; then, for each call that it made, kills one right after that call and runs another one in the
 * same world to its end.
 *
 * @returns How many calls a whole run makes.
 */
export async function everyCrash<World>({
  makeWorld,
  run,
  checkKilled,
  check,
}: Killable<World>): Promise<number> {
  const process = new Process();
  const world = await makeWorld();
  await run(world, process);
  await check(world);
  assert.ok(process.calls > 0, "a process that makes no calls cannot be killed after one");
  for (let last = 1; last <= process.calls; last += 1) await killAndRepeat(last);
  return process.calls;

  async function killAndRepeat(last: number): Promise<void> {
    const world = await makeWorld();
    const killed = new Process(last);
    // What it throws is not looked at: the code may put its own words to being killed.
    await run(world, killed).catch(() => undefined);
    assert.equal(killed.calls, last, `a run makes ${killed.calls} calls, not ${last} as before`);
    try {
      await checkKilled?.(world);
      await run(world, new Process());
      await check(world);
    } catch (error) {
      throw new Error(`after a crash right after call ${last}`, { cause: error });
    }
  }
}
