/** What people are told when a rollout needs them. Names and version ids only. */
export interface Alert {
  service: string;
  state: "rolled back" | "held";
  reason: string;
  secrets: readonly AlertedSecret[];
}

export interface AlertedSecret {
  name: string;
  /** The version that was AWSCURRENT. */
  version: string;
  /** The version that was deployed before, if it is known. */
  versionBefore?: string | undefined;
}

/** SNS allows 100 characters. */
const maximumSubjectLength = 100;

export function subjectOf({ service, state }: Alert): string {
  return `Secret rollout ${state}: ${service}`.slice(0, maximumSubjectLength);
}

/** The message that people get, one fact per line. */
export function messageOf(alert: Alert): string {
  const lines = alert.secrets.map(({ name, version, versionBefore }) => {
    return `secret: ${name}, version: ${version}, version before: ${versionBefore ?? "not known"}`;
  });
  return [
    `service: ${alert.service}`,
    `state: ${alert.state}`,
    ...lines,
    `reason: ${alert.reason}`,
    `what to do: ${whatToDo[alert.state]}`,
  ].join("\n");
}

const whatToDo = {
  "rolled back":
    "AWSCURRENT goes back to the version before, and its tasks start again. Nothing was retired. Find out from the stopped " +
    "tasks' reasons and logs why the new value does not work, then rotate again or put a new value.",
  held:
    "Nothing was moved or retired. Put a value that works (a new version begins a new rollout), or make the credential valid again " +
    "that the reason names and remove the label HELD, which tries the step again.",
} satisfies Record<Alert["state"], string>;
