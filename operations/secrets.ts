import "./no-color";

import { Command } from "commander";

import { awsProblem } from "./aws/aws-problem";
import { accessCommand } from "./commands/access";
import { diffCommand } from "./commands/diff";
import { doctorCommand } from "./commands/doctor";
import { historyCommand } from "./commands/history";
import { importCommand } from "./commands/import";
import { rollbackCommand } from "./commands/rollback";
import { rotateCommand } from "./commands/rotate";
import { setCommand } from "./commands/set";
import { statusCommand } from "./commands/status";
import { unsetCommand } from "./commands/unset";
import { versionsCommand } from "./commands/versions";
import { fault, foundProblem, interrupted } from "./exit-codes";
import { InputError } from "./input-error";
import { isInterruptedPrompt } from "./interrupt";
import { Problem } from "./problem";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true"; // it is for whoever maintains this tool

const secrets = new Command("secrets")
  .description("The operator's tool for the secrets of all stacks.")
  .addCommand(statusCommand())
  .addCommand(doctorCommand())
  .addCommand(historyCommand())
  .addCommand(setCommand())
  .addCommand(unsetCommand())
  .addCommand(importCommand())
  .addCommand(diffCommand())
  .addCommand(versionsCommand())
  .addCommand(rotateCommand())
  .addCommand(rollbackCommand())
  .addCommand(accessCommand());
for (const command of [secrets, ...secrets.commands]) {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : fault));
}

secrets.parseAsync().catch((error: unknown) => {
  if (isInterruptedPrompt(error)) {
    console.error("interrupted");
    process.exitCode = interrupted;
    return;
  }
  const problem = awsProblem(error);
  const isForPeople = problem instanceof InputError || problem instanceof Problem;
  console.error(isForPeople ? problem.message : problem);
  process.exitCode = problem instanceof Problem ? foundProblem : fault;
});
