import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { type InputPolicy } from "../../policy-pack/input-policy";
import { reports } from "./reports";

/** Content of a file by its path from the project's folder. */
export type Files = Readonly<Record<string, string>>;

/** A service that declares what it is built from. */
export function builtService(build?: pulumi.Inputs): pulumi.ComponentResource {
  const type = "secret-backed-services:components:SecretBackedService";
  return new pulumi.ComponentResource(type, "web", { service: "web", declaration: { name: "web", build } });
}

/** Does something with a folder of some files, and removes it. */
export async function inFolder<T>(files: Files, work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a policy says of a service that is built from `web` in a project with some files. */
export function reportsOfBuild(
  policy: InputPolicy,
  files: Files,
  build: pulumi.Inputs = {},
): Promise<string[]> {
  return inFolder(files, (projectFolder) =>
    reports(policy, () => builtService({ context: "web", ...build }), {
      policyConfig: { [policy.name]: { projectFolder } },
    }),
  );
}
