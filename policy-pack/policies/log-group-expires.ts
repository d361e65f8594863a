import { nist80053 } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";

const property = "retentionInDays";

export const logGroupExpires = inputPolicy({
  name: "log-group-expires",
  description:
    "A log group keeps logs for a set time: long enough to look into what happened, and not for ever.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the log group's retentionInDays. Without it, and with 0, logs stay for ever.",
  framework: nist80053("AU-11", "Audit Record Retention"),
  configSchema: {
    properties: {
      shortestDays: {
        type: "integer",
        default: 7,
        description: "How many days a log group keeps logs at least.",
      },
    },
  },
  inspect: { "aws:cloudwatch/logGroup:LogGroup": findingsOf },
});

function findingsOf(group: Fields, { config }: Context): Finding[] {
  // Logs of the class DELIVERY are gone after a day or two, whatever is set.
  if (textAt(group, "logGroupClass") === "DELIVERY") return [];
  const [days = 0] = valuesAt(group, property);
  const [shortest] = valuesAt(config, "shortestDays");
  if (days === notKnown) return [{ doubt: property, property }];
  if (days === 0) return [{ fault: `${property} is not set, so that logs stay for ever: set it` }];
  if (typeof shortest !== "number" || typeof days !== "number" || days >= shortest) return [];
  return [{ fault: `${property} is ${days}: set it to ${shortest} at least` }];
}
