import { parseStackName } from "../../naming";
import { type DeclaredStack } from "../../operations/access/declared-access";
import { type DeployedStackOptions, recordDeployed } from "../offline/deployed-stack";
import { InputError } from "../offline/input-error";
import { declaredStack } from "./declared-stack";

/**
 * Runs a stack's program as if it were deployed, without an engine or an account, and gives what it declares of who may
 * do what.
 *
 * @throws InputError for a wrong file; RunError where the program refuses its configuration
 */
export async function declareAccess(options: DeployedStackOptions): Promise<DeclaredStack> {
  const name = parseStackName(options.stack);
  if (name === undefined) throw new InputError(`stack "${options.stack}" belongs to no environment`);
  const { recording, administrators } = await recordDeployed(options);
  return declaredStack(recording, name.environment, administrators);
}
