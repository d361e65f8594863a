import { Command } from "commander";

import { accessCommand } from "./commands/access";
import { historyCommand } from "./commands/history";
import { InputError } from "./input-error";

const failed = 2;

const secrets = new Command("secrets")
  .description("The operator's tool for the secrets of all stacks.")
  .addCommand(accessCommand())
  .addCommand(historyCommand());
for (const command of [secrets, ...secrets.commands]) {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : failed));
}

secrets.parseAsync().catch((error: unknown) => {
  console.error(error instanceof InputError ? error.message : error);
  process.exitCode = failed;
});
