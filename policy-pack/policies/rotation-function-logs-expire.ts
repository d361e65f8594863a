import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { type Fields, notKnown, readProperties, readProperty, textOf, valuesAt } from "../known-values";
import { isRotationFunction } from "../rotation-functions";
import { byKeys, knownText, oncePerStack, originsOf, resourcesOfType } from "../stack-resources";

const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

export const rotationFunctionLogsExpire = inputPolicy({
  name: "rotation-function-logs-expire",
  description:
    "A function that rotates secrets of the stack writes into a log group of the stack that keeps logs for a set time. The one that Lambda makes by itself keeps them for ever.",
  enforcementLevel: "mandatory",
  severity: "low",
  remediationSteps:
    "Make an aws.cloudwatch.LogGroup with retentionInDays, and name it in the function's loggingConfig.logGroup; or name it /aws/lambda/ and the function's name.",
  framework: nist80053("AU-11", "Audit Record Retention"),
  inspect: {
    "aws:lambda/function:Function": () => [
      { doubt: "log group", property: "loggingConfig", negligible: true },
    ],
  },
  settle: (_doubt, origins, { resource, resources }) => {
    if (!isRotationFunction(resource, resources)) return undefined;
    const groups = [...origins.filter(isLogGroup), ...groupsNamedFor(resource, resources)];
    if (groups.length === 0)
      return { fault: "no log group of the stack is for it: make one with retentionInDays" };
    if (groups.some((group) => expires(readProperties(group.props)))) return undefined;
    return { fault: "its log group has no retentionInDays, and keeps logs for ever: set it" };
  },
});

function isLogGroup({ type }: PolicyResource): boolean {
  return type === logGroupType;
}

/** Log groups whose names are made of the function's, or say it. */
function groupsNamedFor(lambda: PolicyResource, resources: readonly PolicyResource[]): PolicyResource[] {
  const { ofFunction, named } = logGroups(resources);
  return [...(ofFunction.get(lambda.urn) ?? []), ...(named.get(expectedName(lambda) ?? "") ?? [])];
}

const logGroups = oncePerStack((resources) => {
  const groups = resourcesOfType(resources, logGroupType);
  return {
    /** Log groups by the URNs of the resources that their names are made of. */
    ofFunction: byKeys(groups, (group) => originsOf(group, "name").map(({ urn }) => urn)),
    named: byKeys(groups, (group) => {
      const name = knownText(group, "name");
      return name === undefined ? [] : [name];
    }),
  };
});

/** The name that the function says its log group has, or that Lambda gives it. */
function expectedName(lambda: PolicyResource): string | undefined {
  const [configured] = valuesAt(readProperty(lambda.props, "loggingConfig"), "logGroup").map(textOf);
  if (typeof configured === "string") return configured;
  const name = knownText(lambda, "name");
  return name === undefined ? undefined : `/aws/lambda/${name}`;
}

/** With 0 days, the logs never expire. */
function expires(group: Fields): boolean {
  const [days] = valuesAt(group, "retentionInDays");
  return days === notKnown || (typeof days === "number" && days > 0);
}
