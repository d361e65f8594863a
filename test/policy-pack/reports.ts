import assert from "node:assert/strict";

import { type PolicyPackConfig } from "@pulumi/policy";

import { analyze } from "../../local/offline/analyze";
import { record, type RecordOptions } from "../../local/offline/recorder";
import { type InputPolicy } from "../../policy-pack/input-policy";
import { policies } from "../../policy-pack/policies/index";
import { exceptionNote } from "../../policy-pack/policy-exceptions";

export interface ReportOptions extends RecordOptions {
  policyConfig?: PolicyPackConfig;
}

/** Runs a program and one policy over what it registers: see {@link reportsOf}. */
export function reports(
  policy: InputPolicy,
  program: () => unknown,
  options: ReportOptions = {},
): Promise<string[]> {
  return reportsOf([policy], program, options);
}

/**
 * Runs a program and policies over what it registers, in the policy runtime itself.
 *
 * @returns each report as `<level> <type> <name>: <message>`, in the order of the runtime
 * @param options the recorder's; by default the first preview of the stack prod
 */
export async function reportsOf(
  policies: InputPolicy[],
  program: () => unknown,
  { policyConfig = {}, ...options }: ReportOptions = {},
): Promise<string[]> {
  const recording = await record(program, { preview: true, stack: "prod", ...options });
  const violations = await analyze(policies, recording, policyConfig);
  return violations.map(({ enforcementLevel, resource, message, exception }) => {
    const [, , types = "", name = ""] = resource.split("::");
    const note = exception ? exceptionNote(exception) : "";
    return `${enforcementLevel} ${types.split(/[:$]/).at(-1) ?? ""} ${name}: ${note}${message}`;
  });
}

/** What a policy says that cannot decide. */
export function undetermined(resource: string, place: string): string {
  return `advisory ${resource}: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
}

/** A policy of the pack; fails where there is none of the name. */
export function policyNamed(name: string): InputPolicy {
  const policy = policies.find((each) => each.name === name);
  assert.ok(policy, `there is no policy ${name}`);
  return policy;
}
