import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { type Fields, notKnown, readProperties, textAt, valuesAt } from "../known-values";
import { isRotationFunction } from "../rotation-functions";

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
    const groups = resources.filter(
      (group) =>
        group.type === "aws:cloudwatch/logGroup:LogGroup" &&
        (origins.includes(group) || isNamedFor(group, resource)),
    );
    if (groups.length === 0)
      return { fault: "no log group of the stack is for it: make one with retentionInDays" };
    if (groups.some((group) => expires(readProperties(group.props)))) return undefined;
    return { fault: "its log group has no retentionInDays, and keeps logs for ever: set it" };
  },
});

/** Whether a log group's name is made of the function's, or says it. */
function isNamedFor(group: PolicyResource, lambda: PolicyResource): boolean {
  if ((group.propertyDependencies.name ?? []).some(({ urn }) => urn === lambda.urn)) return true;
  const properties = readProperties(lambda.props);
  const name = textAt(properties, "name");
  const [configured] = valuesAt(properties, "loggingConfig").map((config) => textAt(config, "logGroup"));
  const expected =
    typeof configured === "string"
      ? configured
      : typeof name === "string"
        ? `/aws/lambda/${name}`
        : undefined;
  return expected !== undefined && textAt(readProperties(group.props), "name") === expected;
}

/** With 0 days, the logs never expire. */
function expires(group: Fields): boolean {
  const [days] = valuesAt(group, "retentionInDays");
  return days === notKnown || (typeof days === "number" && days > 0);
}
