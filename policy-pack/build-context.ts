import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { type Context, type Finding, type Inspect } from "./input-policy";
import { notKnown, textAt, valuesAt } from "./known-values";
import { projectFolder } from "./project-folder";

/** Where an image is built from, as a service declares it: paths from the project's folder. */
export interface Build {
  project: string;
  context: string;
  dockerfile: string;
}

/** The setting of each policy that reads build contexts. */
export const buildSettings = {
  properties: {
    projectFolder: {
      type: "string",
      description:
        "Absolute path of the project's folder, from which build contexts are named. By default it is found by its Pulumi.yaml, from the folder that Pulumi runs in or the policy pack's own, upwards.",
    },
  },
} as const;

/** Applies a check to the build context of each service that declares one. */
export function inspectBuilds(check: (build: Build) => readonly Finding[]): Record<string, Inspect> {
  return {
    "secret-backed-services:components:SecretBackedService": (inputs, context) =>
      valuesAt(inputs, "declaration")
        .flatMap((declaration) => valuesAt(declaration, "build"))
        .flatMap((build): readonly Finding[] => {
          const folder = textAt(build, "context");
          const dockerfile = textAt(build, "dockerfile");
          if (folder === notKnown || dockerfile === notKnown)
            return [{ doubt: "declaration.build", property: "declaration" }];
          if (folder === undefined) return [{ fault: "build has no context: name the folder to build from" }];
          const project = folderOf(context);
          if (project === undefined) return [{ fault: projectMissing(folder, context.project) }];
          return check({
            project,
            context: posix.normalize(folder),
            dockerfile: posix.normalize(dockerfile ?? posix.join(folder, "Dockerfile")),
          });
        }),
  };
}

function folderOf({ project, config }: Context): string | undefined {
  const configured = textAt(config, "projectFolder");
  if (typeof configured === "string") return configured;
  const { PWD } = process.env;
  return projectFolder(project, [...(PWD === undefined ? [] : [PWD]), process.cwd()]);
}

function projectMissing(context: string, project: string): string {
  return `build context ${context} cannot be read, as the folder of project ${project} is not found: run Pulumi in that folder, or set projectFolder in --policy-pack-config`;
}

/** Reads a file of the project, or says why that cannot be, as an error code such as `ENOENT`. */
export function readProjectFile({ project }: Build, path: string): { text: string } | { error: string } {
  try {
    return { text: readFileSync(join(project, path), "utf8") };
  } catch (error) {
    return { error: errorCode(error) };
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
