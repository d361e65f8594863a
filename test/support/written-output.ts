import { secretTextsIn } from "./secret-text";

/** What this run has written so far, each text by the name of what wrote it. */
const written = new Map<string, string>();

/** The test that runs, for the name of what it writes. */
let place = "the run's output, before any test";

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...others: never[]): boolean => {
    alsoWritten(place, Buffer.from(chunk).toString("utf8"));
    return write(chunk, ...others);
  };
}

/** Counts a text among what the run writes, such as a function's log or the output of a command that a test has run. */
export function alsoWritten(name: string, text: string): void {
  written.set(name, (written.get(name) ?? "") + text);
}

/**
 * Mocha's root hooks: no secret text of the run, made by `secretText`, may stand in anything that the run writes. What is written
 * after the last hook is the summary of the failures; it is looked into as the process ends.
 */
export const mochaHooks = {
  beforeEach(this: Mocha.Context): void {
    place = `the output of "${this.currentTest?.fullTitle() ?? ""}"`;
  },
  afterAll(this: Mocha.Context): void {
    this.timeout(300_000);
    place = "mocha's summary";
    const leaks = leakLines();
    written.clear();
    if (leaks.length > 0) throw new Error(`secret values were written:\n  ${leaks.join("\n  ")}`);
  },
};

process.on("exit", () => {
  const leaks = leakLines();
  if (leaks.length === 0) return;
  console.error(`secret values were written:\n  ${leaks.join("\n  ")}`);
  process.exitCode = Number(process.exitCode ?? 0) || 1;
});

/** How many secret texts stand in each output that holds some. */
function leakLines(): string[] {
  return [...written].flatMap(([name, text]) => {
    const { length } = secretTextsIn(text);
    return length === 0 ? [] : [`${name} holds ${length} of them`];
  });
}
