import { setTimeout as delay } from "node:timers/promises";

import { Problem } from "../problem";
import { type RolloutReport } from "./invoke-rollout";

/** Milliseconds between two looks at a rollout. */
const interval = 2000;

export interface FollowOptions {
  /** Has the rollout function look; `undefined` where it is at work for somebody else. */
  look: () => Promise<RolloutReport | undefined>;
  /** Whether the labels say as well that it is over: the function may have looked before they had arrived everywhere. */
  isOver: (report: RolloutReport) => Promise<boolean>;
  onReport: (report: RolloutReport) => void;
  /** ms since 1970. */
  deadline: number;
}

/**
 * Has the rollout function look at a service again and again, until its rollout is over.
 *
 * @returns the last report
 * @throws Problem at the deadline
 */
export async function followRollout(options: FollowOptions): Promise<RolloutReport> {
  const { look, isOver, onReport, deadline } = options;
  for (let last = "the rollout function is at work for others"; ;) {
    const report = await look();
    if (report !== undefined) {
      onReport(report);
      if (!["deploying", "verifying", "retiring"].includes(report.state) && (await isOver(report)))
        return report;
      last = `${report.state}: ${report.reason}`;
    }
    if (Date.now() >= deadline) {
      throw new Problem(
        `the rollout is not over yet (${last}): it goes on by itself, and --timeout waits longer`,
      );
    }
    await delay(interval);
  }
}
