import { type PolicyPackConfig } from "@pulumi/policy";

import { analyze } from "../../local/offline/analyze";
import { record, type RecordOptions } from "../../local/offline/recorder";
import { type InputPolicy } from "../../policy-pack/input-policy";

interface ReportOptions extends RecordOptions {
  policyConfig?: PolicyPackConfig;
}

/**
 * Runs a program and one policy over what it registers, in the policy runtime itself.
 *
 * @returns each report as `<level> <type> <name>: <message>`, in the order of the runtime
 * @param options the recorder's; by default the first preview of the stack prod
 */
export async function reports(
  policy: InputPolicy,
  program: () => unknown,
  { policyConfig = {}, ...options }: ReportOptions = {},
): Promise<string[]> {
  const recording = await record(program, { preview: true, stack: "prod", ...options });
  const violations = await analyze([policy], recording, policyConfig);
  return violations.map(({ enforcementLevel, resource, message }) => {
    const [, , types = "", name = ""] = resource.split("::");
    return `${enforcementLevel} ${types.split(/[:$]/).at(-1) ?? ""} ${name}: ${message}`;
  });
}
