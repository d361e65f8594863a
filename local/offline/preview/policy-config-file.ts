import { type PolicyPackConfig } from "@pulumi/policy";
import { z } from "zod";

import { readYaml } from "./yaml-file";

const levelSchema = z.enum(["advisory", "mandatory", "remediate", "disabled"]);

/** The form of Pulumi's `--policy-pack-config`: policy name, or `all`, to a level or to settings. */
const policyConfigSchema: z.ZodType<PolicyPackConfig> = z.record(
  z.string(),
  z.union(
    [levelSchema, z.looseObject({ enforcementLevel: levelSchema.optional() })],
    "must be advisory, mandatory, remediate or disabled, or an object of settings",
  ),
);

/** @throws InputError for a file that is missing or wrong. */
export function readPolicyConfig(path: string): PolicyPackConfig {
  return readYaml(path, policyConfigSchema);
}
