import { type Registration } from "../offline/registration";
import { type Assumptions } from "./assumptions";
import { type PriceName } from "./price-names";

/** From the fewest tasks that autoscaling leaves running to the most; twice the same where nothing scales. */
export interface Range {
  min: number;
  max: number;
}

/** What a resource uses in a month, in the units of the prices. */
export type Amounts = Partial<Record<PriceName, number | Range>>;

/** The stack that a resource is part of, and what is assumed of it. */
export interface Use {
  resources: readonly Registration[];
  assumptions: Assumptions;
}

/** What a resource uses, or why that cannot be told. */
export type Charge = (resource: Registration, use: Use) => Amounts | string;

export const none: Range = { min: 0, max: 0 };

export function rangeOf(amount: number | Range): Range {
  return typeof amount === "number" ? { min: amount, max: amount } : amount;
}

export function times({ min, max }: Range, factor: number): Range {
  return { min: min * factor, max: max * factor };
}

export function plus(a: Range, b: Range): Range {
  return { min: a.min + b.min, max: a.max + b.max };
}

/** The resource of a type that the value of a property comes from. */
export function originOf(
  { propertyDependencies }: Registration,
  property: string,
  type: string,
  { resources }: Use,
): Registration | undefined {
  const origins = propertyDependencies[property] ?? [];
  return resources.find((resource) => resource.type === type && origins.includes(resource.urn));
}
