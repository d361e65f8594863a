import { type Violation } from "../analyze";

const levels = ["mandatory", "advisory"];
const severities = ["critical", "high", "medium", "low", undefined];

/** Orders violations by what is worse: mandatory ones first, and of one level the most severe first. */
export function byWeight(a: Violation, b: Violation): number {
  return (
    levels.indexOf(a.enforcementLevel) - levels.indexOf(b.enforcementLevel) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity)
  );
}
