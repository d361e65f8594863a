import ask from "@inquirer/confirm";

/**
 * Asks a person; `--yes` is an answer, and so is a standard input or output that nobody sits at, which is no.
 *
 * @param question for example "Roll it out now?"
 */
export async function confirmed(question: string, { yes }: { yes: boolean }): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  return ask({ message: question, default: false }, { output: process.stderr });
}
