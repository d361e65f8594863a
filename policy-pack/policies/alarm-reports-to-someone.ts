import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, readProperties, textAt, valuesAt } from "../known-values";
import { parseArn } from "../secret-arn";
import { knownText, oncePerStack, originUrns, resourcesOfType } from "../stack-resources";

export const alarmReportsToSomeone = inputPolicy({
  name: "alarm-reports-to-someone",
  description:
    "An alarm does something when it goes off, itself or through a composite alarm of the stack that does.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Put a topic's ARN into the alarm's alarmActions, and leave actionsEnabled out. An alarm that is there for a composite alarm needs none, if that one has.",
  framework: nist80053("SI-4(12)", "System Monitoring: Automated Organization-generated Alerts"),
  inspect: { "aws:cloudwatch/metricAlarm:MetricAlarm": findingsOf },
  // An alarm of actions that are switched off is silent, but not for a composite alarm.
  settle: ({ doubt, negligible }, _origins, { resource, resources }) => {
    if (!negligible) return { doubt, property: "alarmActions" };
    const { urns, names } = partsOfReportingComposites(resources);
    if (urns.has(resource.urn) || names.has(knownText(resource, "name") ?? "")) return undefined;
    return { fault: doubt };
  },
});

function findingsOf(alarm: Fields): Finding[] {
  const problem = silenceOf(alarm);
  if (problem === notKnown) return [{ doubt: "actions", property: "alarmActions" }];
  return problem === undefined ? [] : [{ doubt: problem, property: "alarmActions", negligible: true }];
}

/** Why an alarm does nothing when it goes off, if it does nothing. */
function silenceOf(alarm: Fields): string | typeof notKnown | undefined {
  const enabled = textAt(alarm, "actionsEnabled");
  if (enabled === "false") return "actionsEnabled is false, so that nobody hears of this alarm: leave it out";
  if (valuesAt(alarm, "alarmActions").length === 0)
    return "alarmActions is empty, so that nobody hears of this alarm: put a topic's ARN in";
  return enabled === notKnown ? notKnown : undefined;
}

/** The alarms that a composite alarm, which reports, is made of: by origin, and as its rule names them. */
const partsOfReportingComposites = oncePerStack((resources) => {
  const composites = resourcesOfType(resources, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
  const reporting = composites.filter(({ props }) => typeof silenceOf(readProperties(props)) !== "string");
  const names = reporting.flatMap((composite) => namesIn(knownText(composite, "alarmRule") ?? ""));
  return { urns: originUrns(reporting, "alarmRule"), names: new Set(names) };
});

/**
 * The alarms that a rule names, by name or by ARN.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html)
 */
function namesIn(rule: string): string[] {
  const found = rule.matchAll(
    /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)/g,
  );
  return [...found].map(([, double, single, bare = ""]) => {
    const named = double ?? single ?? bare;
    return parseArn(named)?.resource.replace(/^alarm:/, "") ?? named;
  });
}
