import { z } from "zod";

import { type Engine } from "./engine";
import { type StateResource } from "./state";

const outputsSchema = z.object({
  clusterName: z.string(),
  services: z.record(
    z.string(),
    z.object({
      serviceName: z.string(),
      secretArns: z.record(z.string(), z.string()),
      url: z.string().optional(),
    }),
  ),
});

/** What a stack consists of once it is up. */
export interface Summary extends z.output<typeof outputsSchema> {
  stack: string;
  /** Resource type to the number of resources. */
  resources: Record<string, number>;
}

/** Reads from a stack's state what is up. */
export async function summarize(stack: string, engine: Engine): Promise<Summary> {
  const outputs = outputsSchema.parse(JSON.parse(await engine.ask(["stack", "output", "--json"])));
  const { resources } = await engine.state();
  return { stack, ...outputs, resources: countByType(resources) };
}

/** What is up, for people. */
export function formatSummary({ stack, clusterName, services, resources }: Summary): string {
  const total = Object.values(resources).reduce((sum, count) => sum + count, 0);
  return [
    `${stack} is up in the local AWS: ${total} resources`,
    `  cluster ${clusterName}`,
    ...Object.values(services).flatMap(({ serviceName, secretArns, url }) => [
      `  service ${serviceName}${url === undefined ? "" : ` at ${url}`}`,
      ...Object.entries(secretArns).map(([name, arn]) => `    secret ${name}  ${arn}`),
    ]),
    ...Object.entries(resources).map(([type, count]) => `  ${String(count).padStart(3)} ${type}`),
    `  to take it down: npm run destroy:local -- ${stack}`,
  ].join("\n");
}

function countByType(resources: readonly StateResource[]): Record<string, number> {
  const types = resources.map(({ type }) => type).sort();
  return Object.fromEntries(
    [...new Set(types)].map((type) => [type, types.filter((other) => other === type).length]),
  );
}
