import { type Context, type Finding } from "./input-policy";
import { type Fields, notKnown, valuesAt } from "./known-values";

/**
 * The settings and the check of a policy that something deleted can be saved for some days.
 *
 * @param property the input that says how many days; leaving it out is AWS's longest
 * @param minimumDays the default of the fewest days
 */
export function deletionWindow(property: string, minimumDays: number) {
  return {
    configSchema: {
      properties: {
        environments: {
          type: "array" as const,
          items: { type: "string" as const },
          default: ["prod"],
          description: "Environments that this is required of.",
        },
        minimumDays: {
          type: "integer" as const,
          default: minimumDays,
          description: `Shortest ${property} there, 7 to 30 days.`,
        },
      },
    },
    findingsOf: (resource: Fields, { environment, config }: Context): Finding[] => {
      if (!valuesAt(config, "environments").includes(environment)) return [];
      const [days] = valuesAt(resource, property);
      const [minimum] = valuesAt(config, "minimumDays");
      if (days === notKnown) return [{ doubt: property, property }];
      if (typeof days !== "number" || typeof minimum !== "number" || days >= minimum) return [];
      return [
        { fault: `${property} is ${days} in ${environment}: set it to ${minimum} at least, or leave it out` },
      ];
    },
  };
}
