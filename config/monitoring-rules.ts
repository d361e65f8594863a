import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type DeclaredStack } from "./stack-schema";

type Monitoring = DeclaredStack["monitoring"];

/** The rules of the settings of monitoring with one another. */
export function monitoringProblems(monitoring: Monitoring): Problem[] {
  const { trailLogGroupName, objectLockInDays, trailRetentionInDays, subscriptions } = monitoring;
  const lock = ["monitoring", "objectLockInDays"];
  return [
    ...(trailLogGroupName !== undefined && objectLockInDays !== undefined
      ? [
          problemAt(
            lock,
            "is for a trail of the stack's own: remove it, or trailLogGroupName",
            objectLockInDays,
          ),
        ]
      : []),
    ...(objectLockInDays !== undefined && objectLockInDays > trailRetentionInDays
      ? [
          problemAt(
            lock,
            `must not be longer than trailRetentionInDays, which is ${trailRetentionInDays}`,
            objectLockInDays,
          ),
        ]
      : []),
    ...repeated(["readers"], monitoring.readers),
    ...repeated(["deployers"], monitoring.deployers),
    ...repeated(["subscriptions", "emails"], subscriptions.emails),
    ...repeated(["subscriptions", "urls"], subscriptions.urls),
    ...repeated(
      ["subscriptions", "slack"],
      subscriptions.slack.map(({ channelId }) => channelId),
    ),
    ...repeated(
      ["subscriptions", "teams"],
      subscriptions.teams.map(({ channelId }) => channelId),
    ),
  ];
}

function repeated(setting: string[], names: readonly string[]): Problem[] {
  return duplicateProblems(names.map((name, index) => ({ name, path: ["monitoring", ...setting, index] })));
}
