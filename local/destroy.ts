import { findEmulator, startEmulator } from "./aws/emulator";
import { say, stacksCommand } from "./stack/command-line";
import { destroyStack, type Outcome } from "./stack/destroy";

stacksCommand("destroy:local", "Takes stacks in the local AWS down.", async (stacks, files) => {
  const running = findEmulator();
  const emulator = running ?? (await startEmulator({ onProgress: say }));
  const onOutput = (text: string) => process.stderr.write(text);
  const place = { files, endpoint: emulator.endpoint, say, onOutput, colors: process.stderr.isTTY };
  const results: Result[] = [];
  try {
    for (const stack of [...stacks].reverse())
      results.push({ stack, outcome: await destroyStack(stack, place) });
  } finally {
    if (running === undefined) await emulator.stop();
  }
  return { text: results.map(tell).join("\n"), json: { stacks: results } };
});

interface Result {
  stack: string;
  outcome: Outcome;
}

function tell({ stack, outcome }: Result): string {
  return `${stack} ${outcomes[outcome]}`;
}

const outcomes: Record<Outcome, string> = {
  destroyed:
    "is gone from the local AWS; only its KMS key waits, disabled, for the end of its deletion window, as on AWS.",
  forgotten: "was deployed to a local AWS that has been emptied since: its state is removed.",
  absent: "is not in the local AWS: nothing to do.",
};
