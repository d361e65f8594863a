import { type Command, Option } from "commander";

import { type Environment, environments } from "../naming";

/** What every command that asks AWS understands. */
export interface CommandFlags {
  env: Environment;
  region?: string;
  profile?: string;
  json: boolean;
  /** Whether questions are answered with yes. */
  yes: boolean;
  color: boolean;
}

/** Gives a command the flags that all commands share, and an example. */
export function withCommandFlags(
  command: Command,
  example: string,
  { environmentIsOptional = false } = {},
): Command {
  const environment = new Option("-e, --env <environment>", "environment of the secrets").choices(
    environments,
  );
  return command
    .addOption(environmentIsOptional ? environment : environment.makeOptionMandatory())
    .option("--region <region>", "AWS Region; else AWS_REGION or that of the profile")
    .option(
      "--profile <name>",
      "profile of the AWS configuration files; else AWS_PROFILE or the default chain",
    )
    .option("--json", "print one JSON document", false)
    .option("-y, --yes", "answer every question with yes", false)
    .option("--no-color", "print without colours")
    .addHelpText("after", `\nExample:\n  npm run -s secrets -- ${example}\n\n${exitCodes}`);
}

const exitCodes =
  "Exits 0 when all is well, 1 when the command found or met a problem with a secret or service, 2 on a fault in\n" +
  "the command line, the stacks' configuration, the credentials or the connection to AWS, and 130 when interrupted.";
