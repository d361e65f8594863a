import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, type Value, valuesAt } from "../known-values";
import { longestDaysBetween } from "../rotation-interval";

const property = "rotationRules";

export const secretRotatesInTime = inputPolicy({
  name: "secret-rotates-in-time",
  description: "A secret that rotates gets a new value every 30 days at the latest.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "In rotationRules, set automaticallyAfterDays to 30 at most, or a scheduleExpression such as rate(30 days). A day of the month comes round after up to 31 days.",
  framework: awsFoundationalSecurity(
    "SecretsManager.4",
    "Secrets Manager secrets should be rotated within a specified number of days",
  ),
  configSchema: {
    properties: {
      longestDays: {
        type: "integer",
        default: 30,
        description: "How many days there may be between two rotations at most.",
      },
    },
  },
  inspect: { "aws:secretsmanager/secretRotation:SecretRotation": findingsOf },
});

function findingsOf(rotation: Fields, { config }: Context): Finding[] {
  const [longest] = valuesAt(config, "longestDays");
  const [rules = null] = valuesAt(rotation, property);
  const days = daysOf(rules);
  if (days === notKnown) return [{ doubt: property, property }];
  if (typeof longest !== "number" || days.longest <= longest) return [];
  return [
    {
      fault: `${property} ${days.said}: set automaticallyAfterDays to ${longest} at most, or a scheduleExpression such as rate(${longest} days)`,
    },
  ];
}

/** How long a secret keeps a value at most, and what says so. */
function daysOf(rules: Value): { longest: number; said: string } | typeof notKnown {
  const schedule = textAt(rules, "scheduleExpression");
  const [after] = valuesAt(rules, "automaticallyAfterDays");
  if (schedule === notKnown || after === notKnown) return notKnown;
  if (schedule !== undefined) {
    const longest = longestDaysBetween(schedule);
    const said = Number.isFinite(longest) ? `leaves up to ${longest} days` : "is not a schedule";
    return { longest, said: `scheduleExpression ${schedule} ${said}` };
  }
  if (typeof after === "number") return { longest: after, said: `automaticallyAfterDays is ${after}` };
  return { longest: Infinity, said: "has neither automaticallyAfterDays nor scheduleExpression" };
}
