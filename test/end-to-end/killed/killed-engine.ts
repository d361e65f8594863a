import { type Engine } from "../../../local/stack/engine";
import { type FaultProxy, type PassingCall } from "../../support/faults/fault-proxy";
import { killTree } from "./process-tree";

/** When an engine is killed: at which of its calls that change something, and whether AWS has done that one. */
export interface Moment {
  nthChange: number;
  when: "before" | "after";
}

/** Engines whose calls go through a proxy, and which are killed at a moment. */
export class KilledEngine {
  private pid = 0;
  /** What the engine was killed at, as an operation of AWS; empty where it came to its end before. */
  private killedAt = "";

  constructor(private readonly proxy: FaultProxy) {}

  readonly onStart = (pid: number): void => {
    this.pid = pid;
  };

  /** @returns the operation at which it was killed; empty where it came to its end before the moment */
  async run(work: () => Promise<unknown>, { nthChange, when }: Moment): Promise<string> {
    let changes = 0;
    this.killedAt = "";
    const isIt = (call: PassingCall) => isChange(call) && this.isAlive() && ++changes === nthChange;
    this.proxy.standIn = (call) => {
      if (when === "before" && isIt(call)) this.kill(call);
      const isHeld = when === "before" && !this.isAlive();
      return isHeld ? new Promise(() => undefined) : Promise.resolve(undefined);
    };
    this.proxy.onDone = (call) => {
      if (when === "after" && isIt(call)) this.kill(call);
    };
    const message = await work().then(() => "", String);
    this.proxy.standIn = () => Promise.resolve(undefined);
    this.proxy.onDone = () => undefined;
    if (message !== "" && this.isAlive()) throw new Error(message);
    return this.killedAt;
  }

  private isAlive(): boolean {
    return this.killedAt === "";
  }

  private kill({ operation, method, path }: PassingCall): void {
    this.killedAt = operation === method ? `${method} ${path.split("?")[0] ?? ""}` : operation;
    killTree(this.pid);
  }
}

function isChange({ operation }: PassingCall): boolean {
  return !/^(Get|List|Describe|Head|Lookup|Assume|GET|HEAD)/.test(operation);
}

/** Runs `up` as `deployStack` does, without the policies, which change nothing. */
export function up(engine: Engine): Promise<string> {
  return engine.runProgram("up", "--yes", "--skip-preview");
}
