import { type Paint } from "../offline/preview/paint";
import { type Range } from "./amounts";
import { assumptionMeanings, assumptionNames, hoursPerMonth } from "./assumptions";
import { type Estimate } from "./estimate";

type Line = Estimate["parts"][number]["lines"][number];

/** An estimate for people: a row for each thing charged for, what is assumed, and what is left out. */
export function costLines(estimate: Estimate, paint: Paint): string[] {
  const { currency, region, parts, monthly, notPriced } = estimate;
  const rows = parts.flatMap(({ service, lines, monthly }) => [
    { text: service === null ? "Shared" : `Service ${service}`, cost: amountText(monthly), isTitle: true },
    ...lines.map((line) => ({ text: `  ${lineText(line)}`, cost: amountText(line.monthly), isTitle: false })),
  ]);
  const sum = { text: "Total", cost: amountText(monthly), isTitle: true };
  const textWidth = Math.max(...[...rows, sum].map(({ text }) => text.length));
  const costWidth = Math.max(...[...rows, sum].map(({ cost }) => cost.length));
  return [
    paint(
      "bold",
      `Cost in a month: ${currency}, list prices of ${region} ${datesOf(parts)}; sources: --json`,
    ),
    ...[...rows, sum].map(({ text, cost, isTitle }) => {
      const row = `${text.padEnd(textWidth)}  ${cost.padStart(costWidth)}`;
      return `  ${isTitle ? paint("bold", row) : row}`;
    }),
    paint("bold", "Assumed (--assume <name>=<number>)"),
    `  ${hoursPerMonth} hours in a month; no free allowances, discounts or taxes`,
    ...assumptionNames.map((name) => `  ${name}=${estimate.assumptions[name]}: ${assumptionMeanings[name]}`),
    paint("bold", "Not priced"),
    ...notPriced.map((text) => `  ${text}`),
  ];
}

function lineText({ item, unit, quantity, usd }: Line): string {
  return `${item}: ${rangeText(quantity, quantityText)} × ${plainNumber(usd)} per ${unit}`;
}

/** The days of the prices that were used. */
function datesOf(parts: Estimate["parts"]): string {
  const dates = parts.flatMap(({ lines }) => lines.map(({ date }) => date)).sort();
  const [first = "", last = first] = [dates.at(0), dates.at(-1)];
  return first === last ? `of ${first}` : `of ${first} to ${last}`;
}

function amountText(range: Range): string {
  return rangeText(range, (amount) => amount.toFixed(2));
}

function rangeText({ min, max }: Range, text: (amount: number) => string): string {
  return min === max ? text(min) : `${text(min)} to ${text(max)}`;
}

function quantityText(quantity: number): string {
  return plainNumber(Math.round(quantity * 100) / 100);
}

/** Without an exponent. */
function plainNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 10, useGrouping: false });
}
