import { interrupted } from "./exit-codes";

/**
 * Ends the command at Ctrl-C or SIGTERM with a word on how it goes on. Nothing is tidied up: what a command does may be interrupted
 * anywhere.
 *
 * @param message what to say
 */
export function onInterrupt(message: () => string): void {
  const end = (): void => {
    console.error(`\n${message()}`);
    process.exit(interrupted);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

/** Whether an error is that of a prompt at which Ctrl-C was pressed. */
export function isInterruptedPrompt(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}
