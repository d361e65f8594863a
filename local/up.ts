import { startEmulator } from "./aws/emulator";
import { say, stacksCommand } from "./stack/command-line";
import { deployStack } from "./stack/deploy";
import { formatSummary, type Summary } from "./stack/summary";

stacksCommand(
  "up:local",
  "Deploys stacks to the local AWS with the Pulumi engine.",
  async (stacks, files) => {
    const { endpoint } = await startEmulator({ onProgress: say });
    say(`the local AWS is at ${endpoint}`);
    const onOutput = (text: string) => process.stderr.write(text);
    const summaries: Summary[] = [];
    for (const stack of stacks) {
      summaries.push(
        await deployStack(stack, { files, endpoint, say, onOutput, colors: process.stderr.isTTY }),
      );
    }
    return { text: summaries.map(formatSummary).join("\n\n"), json: { endpoint, stacks: summaries } };
  },
);
