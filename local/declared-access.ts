import { resolve } from "node:path";

import { RunError } from "@pulumi/pulumi";

import { type DeclaredStack } from "../operations/access/declared-access";
import { declareAccess } from "./access/declare";
import { accountOf } from "./offline/deployed-stack";
import { InputError } from "./offline/input-error";
import { shippedStacks } from "./stack/stack-files";

/** Prints what the project's stacks declare of who may do what, as one JSON list. */
async function main(folder: string): Promise<void> {
  const print = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr); // for what the program itself prints
  const stacks = shippedStacks(folder);
  if (stacks.length === 0) {
    throw new InputError(`there is no stack's file in ${folder}: name the project's folder with --cwd`);
  }
  const accountId = accountOf(folder, stacks);
  const declared: DeclaredStack[] = [];
  for (const stack of stacks) declared.push(await declareAccess({ folder, stack, accountId }));
  print(`${JSON.stringify(declared)}\n`);
}

main(resolve(process.argv[2] ?? ".")).catch((error: unknown) => {
  const isUserError = error instanceof InputError || RunError.isInstance(error);
  console.error(isUserError ? error.message : error);
  process.exitCode = 2;
});
