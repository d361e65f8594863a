import { type PolicyResource } from "@pulumi/policy";

import { inspectContainers, secretReferencesOf } from "../container-definitions";
import { environmentOf } from "../environment-names";
import { pciDss } from "../frameworks";
import { inspectAllowStatements } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, readProperties, textAt, textOf, type Value } from "../known-values";
import { environmentNamedBy } from "../secret-arn";

export const noSecretOfAnotherEnvironment = inputPolicy({
  name: "no-secret-of-another-environment",
  description:
    "No container receives, no identity policy allows, and no stack adopts, a secret or a KMS alias of another environment than the stack's.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Give each environment secrets and keys of its own, and name those of the stack's environment only.",
  framework: pciDss(
    "6.5.3",
    "Pre-production environments are separated from production environments and the separation is enforced with access controls",
  ),
  inspect: {
    ...inspectContainers((container, { environment }) =>
      secretReferencesOf(container).flatMap(({ place, valueFrom = null }) =>
        findingsOf(place, valueFrom, container.property, environment),
      ),
    ),
    "secret-backed-services:components:ServiceSecret": ({ arn = null }, { environment }) =>
      findingsOf("arn", arn, "arn", environment),
    ...inspectAllowStatements(({ label, property, resources }, { environment }) =>
      resources.flatMap((resource) => findingsOf(label, resource, property, environment)),
    ),
  },
  settle: (doubt, origins, { environment: own }) => {
    const foreign = origins.flatMap(nameOf).find((name) => isForeign(environmentOf(name), own));
    if (foreign !== undefined) return { fault: faultOf(doubt.doubt, environmentOf(foreign), own) };
    const untold =
      origins.length === 0 || origins.some(({ type }) => type === "pulumi:pulumi:StackReference");
    return doubt.wholeDocument || untold ? doubt : undefined;
  },
});

function findingsOf(place: string, value: Value, property: string, own: string): Finding[] {
  const arn = textOf(value);
  if (arn === notKnown) return [{ doubt: place, property }];
  const environment = arn === undefined ? undefined : environmentNamedBy(arn);
  return isForeign(environment, own) ? [{ fault: faultOf(place, environment, own) }] : [];
}

function isForeign(environment: string | undefined, own: string): boolean {
  return environment !== undefined && environment !== own;
}

function faultOf(place: string, environment = "", own: string): string {
  return `${place} names a secret or key of environment ${environment} in a stack of ${own}: use one of ${own}`;
}

/** The name of a secret or a KMS alias. */
function nameOf({ type, props }: PolicyResource): string[] {
  if (type !== "aws:secretsmanager/secret:Secret" && type !== "aws:kms/alias:Alias") return [];
  const name = textAt(readProperties(props), "name");
  return typeof name === "string" ? [name] : [];
}
