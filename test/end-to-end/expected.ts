import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { projectFolder } from "../../local/stack/stack-files";
import { type Environment } from "../../naming";
import { world } from "./world";

/** A resource that a program has registered. */
export interface Registered {
  urn: string;
  parent: string;
}

/** Sorts by URN. */
export function byUrn(a: Registered, b: Registered): number {
  return a.urn < b.urn ? -1 : 1;
}

const documentSchema = z.object({ resources: z.array(z.object({ urn: z.string(), parent: z.string() })) });

/** What the offline preview of a local stack shows. */
export function offlinePreview(stack: Environment): Registered[] {
  const command = ["-r", "ts-node/register/transpile-only", "local/preview.ts", stack, "--json"];
  const file = ["--config-file", world().place.files.configFile(stack)];
  const options = { cwd: projectFolder, encoding: "utf8", maxBuffer: 2 ** 26 } as const;
  return documentSchema.parse(JSON.parse(execFileSync(process.execPath, [...command, ...file], options)))
    .resources;
}

/** The lines of a file that lists `<type> <name>` of each resource, sorted. */
export function expectedResources(stack: Environment): string[] {
  const lines = readFileSync(join(__dirname, "resources", `${stack}.txt`), "utf8").split("\n");
  return lines.filter((line) => line !== "");
}

/** What happens when a service's task definition changes. */
export function replacedTask(service: string): string[] {
  return [
    `replace aws:ecs/taskDefinition:TaskDefinition ${service}`,
    `update aws:ecs/service:Service ${service}`,
    `update secret-backed-services:components:FargateTask ${service}`,
    `update secret-backed-services:components:SecretBackedService ${service}`,
  ];
}
