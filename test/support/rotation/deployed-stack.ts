import { type Recording } from "../../../local/offline/recorder";
import { type Properties } from "../../../local/offline/wire-values";
import { makeResource } from "./made-resource";

/** The recorder's account, and that of the local AWS. */
const [recordedAccount, localAccount] = ["123456789012", "000000000000"];

/**
 * Makes what a recorded stack registers on the local AWS, in the order of registration and with the very properties that it has
 * there: roles, secrets, functions, rules and services. Types that nothing here needs, such as security groups, are left out.
 *
 * @param firstValues JSON keys of first values, in place of the recorded ones.
 */
export async function deployStack(
  { resources }: Recording<unknown>,
  firstValues: Readonly<Record<string, string>>,
): Promise<void> {
  const arns = new Map([[recordedAccount, localAccount]]);
  for (const { type, name, inputs, outputs } of resources) {
    const arn = await makeResource(type, name, withArns(inputs, arns), firstValues);
    if (arn !== undefined && typeof outputs.arn === "string") {
      arns.set(outputs.arn.replaceAll(recordedAccount, localAccount), arn);
    }
  }
}

/** Properties with what was recorded of other resources replaced by what they have on the local AWS. */
function withArns(inputs: Properties, arns: ReadonlyMap<string, string>): unknown {
  const text = [...arns].reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(inputs));
  return JSON.parse(text);
}
