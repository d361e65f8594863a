import { type Amounts, type Use } from "../../../local/cost/amounts";
import { assume } from "../../../local/cost/assumptions";
import { chargesByType } from "../../../local/cost/charges-by-type";
import { record } from "../../../local/offline/recorder";

/** What each resource of a program that costs something uses, by its name; or why that cannot be told. */
export async function chargesOf(
  program: () => void,
  ...given: string[]
): Promise<Record<string, Amounts | string>> {
  const { resources } = await record(program, { preview: true });
  const use: Use = { resources, assumptions: assume(given) };
  return Object.fromEntries(
    resources.flatMap((resource) => {
      const charge = chargesByType[resource.type];
      return charge === undefined ? [] : [[resource.name, charge(resource, use)]];
    }),
  );
}
