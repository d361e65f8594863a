import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { runtimeConfig } from "./runtime-config";
import { InputError } from "../input-error";
import { readYaml } from "./yaml-file";

/** What the project's and the stack's file say of a stack. */
export interface StackSettings {
  project: string;
  stack: string;
  /** The stack's file. */
  file: string;
  /** The program's file or folder, from the project's folder. */
  main: string;
  /** Full key to value, in the form in which a program gets it. */
  config: Record<string, string>;
  /** Full keys of the encrypted values, which are unknown here. */
  encrypted: string[];
}

const mustBeMap = "must map keys to values";
const configSchema = z.record(z.string(), z.unknown(), mustBeMap).default({});

const projectSchema = z.object(
  {
    name: z.string("must be the project's name"),
    main: z.string("must be the program's file or folder").default("."),
    config: configSchema,
  },
  mustBeMap,
);

const stackSchema = z.object({ config: configSchema }, mustBeMap);

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml`.
 *
 * @param configFile the stack's file, where it is another.
 * @throws InputError for a file that is missing or wrong.
 */
export function readStackSettings(folder: string, stack: string, configFile?: string): StackSettings {
  if (!existsSync(join(folder, "Pulumi.yaml"))) {
    throw new InputError(
      `there is no Pulumi.yaml in ${folder}: run this in a project's folder, or name one with --cwd`,
    );
  }
  const stacks = readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  if (configFile === undefined && !stacks.includes(stack)) {
    throw new InputError(`there is no stack "${stack}" in ${folder}: take ${stacks.sort().join(", ")}`);
  }
  const project = readYaml(join(folder, "Pulumi.yaml"), projectSchema);
  const file = configFile ?? join(folder, `Pulumi.${stack}.yaml`);
  const { config } = readYaml(file, stackSchema);
  return {
    project: project.name,
    stack,
    file,
    main: project.main,
    ...runtimeConfig({ ...projectDefaults(project.config), ...config }, project.name),
  };
}

/** A setting of the project is a plain value, or describes one that may have a default. */
function projectDefaults(config: Record<string, unknown>): Record<string, unknown> {
  const described = z.object({ value: z.unknown(), default: z.unknown() }).partial();
  const entries = Object.entries(config).map(([key, setting]): [string, unknown] => {
    const parsed = described.safeParse(setting);
    return [key, parsed.success ? (parsed.data.value ?? parsed.data.default) : setting];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
