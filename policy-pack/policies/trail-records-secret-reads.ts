import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textAt, textOf, type Value, valuesAt } from "../known-values";

const wayOut =
  "include reads and writes of every service, or leave the selectors out, which does so for management events";

/** Fields of a record, as advanced selectors call them. */
type CloudTrailEvent = Readonly<Record<string, string>>;

/** What the alarms on secrets are made from: the calls of each kind and source that selectors can tell apart. */
const watched: CloudTrailEvent[] = [
  { eventSource: "secretsmanager.amazonaws.com", readOnly: "true", eventName: "GetSecretValue" },
  { eventSource: "secretsmanager.amazonaws.com", readOnly: "false", eventName: "PutSecretValue" },
  { eventSource: "kms.amazonaws.com", readOnly: "true", eventName: "Decrypt" },
  { eventSource: "kms.amazonaws.com", readOnly: "false", eventName: "ScheduleKeyDeletion" },
].map((event) => ({ eventCategory: "Management", eventType: "AwsApiCall", ...event }));

export const trailRecordsSecretReads = inputPolicy({
  name: "trail-records-secret-reads",
  description:
    "A trail's event selectors leave out no call for a secret or its key: GetSecretValue and kms:Decrypt are management events that only read.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Leave the trail's selectors out. Else set readWriteType to All and includeManagementEvents to true, and exclude no source; or have an advanced selector for eventCategory Management without readOnly and eventSource. Give data events selectors beside these.",
  framework: awsFoundationalSecurity(
    "CloudTrail.1",
    "CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events",
  ),
  inspect: {
    "aws:cloudtrail/trail:Trail": (trail) => [
      ...judge(valuesAt(trail, "eventSelectors"), "eventSelectors", selects),
      ...judge(valuesAt(trail, "advancedEventSelectors"), "advancedEventSelectors", selectsByFields),
    ],
  },
});

type Answer = boolean | typeof notKnown;

/** A trail records what any of its selectors takes. */
function judge(
  selectors: readonly Value[],
  property: string,
  takes: (selector: Value, event: CloudTrailEvent) => Answer,
): Finding[] {
  if (selectors.length === 0) return [];
  const answers = watched.map((event) => anyOf(selectors.map((selector) => takes(selector, event))));
  const missing = watched.filter((_, index) => answers[index] === false).map(({ eventName }) => eventName);
  if (missing.length > 0)
    return [{ fault: `${property} leave out ${missing.join(", ")} and the like: ${wayOut}` }];
  return answers.includes(notKnown) ? [{ doubt: property, property }] : [];
}

function selects(selector: Value, { eventSource = "", readOnly }: CloudTrailEvent): Answer {
  const other = readOnly === "true" ? "WriteOnly" : "ReadOnly";
  const type = textAt(selector, "readWriteType");
  const management = textAt(selector, "includeManagementEvents");
  const excluded = valuesAt(selector, "excludeManagementEventSources").map(textOf);
  if (type === other || management === "false" || excluded.includes(eventSource)) return false;
  return [type, management, ...excluded].includes(notKnown) ? notKnown : true;
}

/** An advanced selector takes an event that each of its fields fits. */
function selectsByFields(selector: Value, event: CloudTrailEvent): Answer {
  const fields = valuesAt(selector, "fieldSelectors");
  return not(anyOf(fields.map((field) => not(fits(field, event)))));
}

const operators: Readonly<Record<string, (value: string, text: string) => boolean>> = {
  equals: (value, text) => value === text,
  startsWiths: (value, text) => value.startsWith(text),
  endsWiths: (value, text) => value.endsWith(text),
};

/** Each operator of a field holds for one of its texts; a negated one for all. An event lacks the fields of other kinds. */
function fits(field: Value, event: CloudTrailEvent): Answer {
  const name = textAt(field, "field") ?? "";
  if (name === notKnown) return notKnown;
  const value = event[name];
  if (value === undefined) return false;
  const answers = Object.entries(operators).flatMap(([operator, holds]): Answer[] => {
    const some = (key: string) => {
      const texts = valuesAt(field, key).map((it) => textOf(it) ?? "");
      return texts.length === 0
        ? undefined
        : anyOf(texts.map((text) => (text === notKnown ? notKnown : holds(value, text))));
    };
    const wanted = some(operator) ?? true;
    const unwanted = some(`not${operator}`) ?? false;
    return [wanted, not(unwanted)];
  });
  return not(anyOf(answers.map(not)));
}

function anyOf(answers: readonly Answer[]): Answer {
  return answers.includes(true) || (answers.includes(notKnown) ? notKnown : false);
}

function not(answer: Answer): Answer {
  return answer === notKnown ? notKnown : !answer;
}
