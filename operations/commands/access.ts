import { Command } from "commander";

import { type Environment } from "../../naming";
import { accessMatrix } from "../access/matrix";
import { readDeclaredAccess } from "../access/read-declared-access";
import { accessReport } from "../access/report";
import { withCommandFlags } from "../command-flags";

interface Flags {
  cwd: string;
  env?: Environment;
  json: boolean;
}

/** `secrets access`: who may do what with which secret. */
export function accessCommand(): Command {
  const command = new Command("access")
    .description(
      "Shows who may do what with which secret, as the stacks' own policies give it; --json with the statements that allow or " +
        "deny each action. Asks nothing of AWS.",
    )
    .option("-C, --cwd <folder>", "the project's folder", ".");
  return withCommandFlags(command, "access --env prod", { environmentIsOptional: true }).action(
    ({ cwd, env, json }: Flags) => {
      const matrix = accessMatrix(readDeclaredAccess(cwd), env);
      console.log(json ? JSON.stringify(matrix, undefined, 2) : accessReport(matrix));
    },
  );
}
