import { nearestName } from "../../config/nearest-name";
import { InputError } from "../offline/input-error";

/** Hours in a month of 365 / 12 days. */
export const hoursPerMonth = 730;

const daysPerMonth = hoursPerMonth / 24;

/** What no configuration says: how much of a thing is used in a month. The defaults are of a small environment. */
const defaults = {
  networkGb: 100,
  serviceLogGb: 5,
  functionLogGb: 0.1,
  trailGb: 1,
  loadBalancerUnits: 1,
  secretCalls: 20_000,
  keyCalls: 20_000,
  functionCalls: 10_000,
  functionSeconds: 1,
};

export type Assumptions = typeof defaults;
export type AssumptionName = keyof Assumptions;

export const assumptionMeanings: Record<AssumptionName, string> = {
  networkGb: "GB through NAT gateways or interface endpoints",
  serviceLogGb: "GB that each service logs",
  functionLogGb: "GB that each function logs",
  trailGb: "GB of CloudTrail's records, in its log group and as much in its bucket",
  loadBalancerUnits: "LCUs that each load balancer uses on average",
  secretCalls: "calls of Secrets Manager for each secret",
  keyCalls: "calls of KMS with each key",
  functionCalls: "calls of each function",
  functionSeconds: "seconds that a call of a function takes",
};

function isAssumption(name: string): name is AssumptionName {
  return Object.hasOwn(defaults, name);
}

export const assumptionNames = Object.keys(defaults).filter(isAssumption);

/**
 * The assumptions, of which some may be given as `<name>=<number>`.
 *
 * @throws InputError for an unknown name, or what is no number of 0 or more.
 */
export function assume(given: readonly string[]): Assumptions {
  const assumptions = { ...defaults };
  for (const text of given) {
    const [name = "", amount = ""] = text.split("=", 2);
    if (!isAssumption(name)) throw new InputError(`${unknownName(name)} (got "${text}")`);
    const value = amount.trim() === "" ? NaN : Number(amount);
    if (!Number.isFinite(value) || value < 0)
      throw new InputError(
        `--assume ${name} must be a number of 0 or more, as in ${name}=10 (got "${text}")`,
      );
    assumptions[name] = value;
  }
  return assumptions;
}

function unknownName(name: string): string {
  const nearest = nearestName(name, assumptionNames);
  const meant = nearest === undefined ? "" : `, perhaps ${nearest}`;
  return `--assume takes <name>=<number> with one of ${assumptionNames.join(", ")}${meant}`;
}

/** What is stored in the long run of an amount that comes in each month and is kept for so many days, in GB. */
export function storedGb(gbPerMonth: number, days: number): number {
  return (gbPerMonth * days) / daysPerMonth;
}
