import { z } from "zod";

import { InputError } from "../offline/input-error";
import { owningComponent } from "../offline/preview/owning-component";
import { shortName, shortType } from "../offline/preview/resource-type";
import { type Recording } from "../offline/recorder";
import { type Registration } from "../offline/registration";
import { type Amounts, none, plus, type Range, rangeOf, times } from "./amounts";
import { assumptionNames, type Assumptions } from "./assumptions";
import { chargesByType, isKnownType, unpricedByType } from "./charges-by-type";
import { charges, type PriceName, priceNames } from "./price-names";
import { currency, pricedRegions, priceOf } from "./prices";

const rangeSchema = z.strictObject({ min: z.number(), max: z.number() });

const lineSchema = z.strictObject({
  item: z.string().describe("What is charged for, for example NAT gateways."),
  unit: z.string().describe("What usd is the price of, for example hour."),
  quantity: rangeSchema.describe("Units in a month."),
  usd: z.number().describe("AWS's list price of a unit."),
  monthly: rangeSchema,
  date: z.string().describe("Day on which AWS published the price, or on which it was read."),
  source: z.string().describe("URL of the price."),
});

/** What a stack costs in a month, as `npm run preview -- <stack> --cost --json` prints it. */
export const estimateSchema = z.strictObject({
  currency: z.literal(currency),
  region: z.string(),
  assumptions: z
    .strictObject(Object.fromEntries(assumptionNames.map((name) => [name, z.number()])))
    .describe("What --assume can change."),
  parts: z
    .array(
      z.strictObject({
        service: z.string().nullable().describe("The service, or null for what all services share."),
        lines: z.array(lineSchema),
        monthly: rangeSchema,
      }),
    )
    .describe("What all services share, then each service by name."),
  monthly: rangeSchema.describe("From the fewest tasks that autoscaling leaves running to the most."),
  notPriced: z.array(z.string()).describe("What is charged for and not in the sums."),
});

export type Estimate = z.output<typeof estimateSchema>;

type Stack = Pick<Recording<unknown>, "root" | "resources" | "config">;

/**
 * Puts prices on what a stack uses in a month.
 *
 * @throws InputError for a Region without prices.
 */
export function estimateCost(stack: Stack, assumptions: Assumptions): Estimate {
  const region = stack.config["aws:region"] ?? "";
  if (!pricedRegions.includes(region))
    throw new InputError(
      `--cost has no prices of ${region}: it knows ${pricedRegions.join(", ")} (local/cost/prices.ts)`,
    );
  const { amounts, problems } = amountsByService(stack, assumptions);
  const services = [...amounts.keys()].sort((a, b) => (a ?? "").localeCompare(b ?? ""));
  const parts = services.map((service) => part(service, amounts.get(service) ?? {}, region));
  return {
    currency,
    region,
    assumptions,
    parts,
    monthly: total(parts),
    notPriced: [...withoutPrice(amounts, region), ...problems, ...unpriced(stack.resources)],
  };
}

/** What each service uses, and under `null` what all share; and what cannot be told. */
function amountsByService(stack: Stack, assumptions: Assumptions) {
  const amounts = new Map<string | null, Amounts>();
  const problems: string[] = [];
  for (const resource of stack.resources) {
    const charge = chargesByType[resource.type];
    if (charge === undefined) continue;
    const used = charge(resource, { resources: stack.resources, assumptions });
    if (typeof used === "string") problems.push(`${shortName(resource.urn)}: ${used}`);
    else amounts.set(serviceOf(stack, resource), sum(amounts.get(serviceOf(stack, resource)) ?? {}, used));
  }
  return { amounts, problems };
}

function serviceOf(stack: Stack, { urn }: Registration): string | null {
  const owner = owningComponent(stack, urn);
  return owner?.type.endsWith(":SecretBackedService") ? owner.name : null;
}

function sum(a: Amounts, b: Amounts): Amounts {
  const amounts: Amounts = { ...a };
  for (const name of priceNames) {
    const more = b[name];
    if (more !== undefined) amounts[name] = plus(rangeOf(amounts[name] ?? 0), rangeOf(more));
  }
  return amounts;
}

function part(service: string | null, amounts: Amounts, region: string): Estimate["parts"][number] {
  const lines = priceNames.flatMap((name) => lineOf(name, amounts, region) ?? []);
  return { service, lines, monthly: total(lines) };
}

function lineOf(name: PriceName, amounts: Amounts, region: string): z.output<typeof lineSchema> | undefined {
  const price = priceOf(name, region);
  const amount = amounts[name];
  if (price === undefined || amount === undefined) return undefined;
  const quantity = rangeOf(amount);
  return {
    ...charges[name],
    quantity: rounded(quantity),
    monthly: rounded(times(quantity, price.usd)),
    ...price,
  };
}

function total(parts: readonly { monthly: Range }[]): Range {
  return rounded(parts.reduce((sumSoFar, { monthly }) => plus(sumSoFar, monthly), none));
}

/** Without the noise of binary fractions: to a millionth. */
function rounded({ min, max }: Range): Range {
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return { min: round(min), max: round(max) };
}

/** What is used and has no price in the Region. */
function withoutPrice(amounts: ReadonlyMap<unknown, Amounts>, region: string): string[] {
  return priceNames.flatMap((name) => {
    const used = [...amounts.values()].reduce(
      (most, { [name]: amount = 0 }) => most + rangeOf(amount).max,
      0,
    );
    if (used === 0 || priceOf(name, region) !== undefined) return [];
    return [
      `${charges[name].item}: up to ${used} at a price per ${charges[name].unit} that the table lacks for ${region}`,
    ];
  });
}

/** What is charged by a use that nothing says, and types of resource that this estimate does not know. */
function unpriced(resources: readonly Registration[]): string[] {
  const types = new Set(resources.map(({ type }) => type));
  return [
    ...Object.entries(unpricedByType).flatMap(([type, text]) => (types.has(type) ? [text] : [])),
    ...[...types]
      .filter((type) => !isKnownType(type))
      .map((type) => `${shortType(type)}: not known to --cost`),
  ];
}
