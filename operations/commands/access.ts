import { Command, Option } from "commander";

import { type Environment, environments } from "../../naming";
import { accessMatrix } from "../access/matrix";
import { readDeclaredAccess } from "../access/read-declared-access";
import { accessReport } from "../access/report";

interface Flags {
  cwd: string;
  env?: Environment;
  json: boolean;
}

/** `secrets access`: who may do what with which secret. */
export function accessCommand(): Command {
  return new Command("access")
    .description(
      "Shows who may do what with which secret, as the stacks' own policies give it. Asks nothing of AWS.",
    )
    .addOption(
      new Option("--env <environment>", "only the secrets of this environment").choices(environments),
    )
    .option("--json", "print one JSON document, with the statements that allow or deny each action", false)
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .addHelpText(
      "after",
      "\nExample:\n  npm run -s secrets -- access --env prod\n\nExits 2 on a fault in the command line or the stacks' configuration.",
    )
    .action(({ cwd, env, json }: Flags) => {
      const matrix = accessMatrix(readDeclaredAccess(cwd), env);
      console.log(json ? JSON.stringify(matrix, undefined, 2) : accessReport(matrix));
    });
}
