import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { type Environment } from "../../../naming";

const root = resolve(__dirname, "..", "..", "..");
const text = z.string().min(1);

/**
 * A file of deployment settings, as version 3.250 of the Pulumi CLI reads it, with those settings that need no credential:
 * the structs ProjectStackDeployment (sdk/go/common/workspace/project.go) and DeploymentSettings, by their YAML tags
 * (sdk/go/common/apitype/deployments.go). The CLI itself passes over a setting that it does not know.
 */
const schema = z.strictObject({
  settings: z.strictObject({
    tag: text.optional(),
    executorContext: z
      .strictObject({
        workingDirectory: text.optional(),
        executorImage: z.strictObject({ reference: text }).optional(),
        executorRootPath: text.optional(),
      })
      .optional(),
    sourceContext: z.strictObject({
      git: z.strictObject({
        repoUrl: text.optional(),
        branch: text,
        repoDir: text.optional(),
        commit: text.optional(),
      }),
    }),
    gitHub: z.strictObject({
      repository: text,
      pullRequestTemplate: z.boolean(),
      deployCommits: z.boolean(),
      previewPullRequests: z.boolean(),
      deployPullRequest: z.int().optional(),
      paths: z.array(text),
    }),
    operationContext: z.strictObject({
      oidc: z.strictObject({
        aws: z.strictObject({
          duration: z.string().regex(/^\d+h\d+m\d+s$/), // as Go writes it
          policyArns: z.array(text).optional(),
          roleArn: text,
          sessionName: text,
        }),
      }),
      preRunCommands: z.array(text),
      options: z.strictObject({
        skipInstallDependencies: z.boolean(),
        skipIntermediateDeployments: z.boolean(),
        shell: text.optional(),
        deleteAfterDestroy: z.boolean(),
        remediateIfDriftDetected: z.boolean(),
      }),
    }),
    agentPoolID: text.optional(),
  }),
});

/** What a stack's settings say that Pulumi Cloud does, by their text. */
export function parseSettings(yaml: string) {
  return schema.parse(parse(yaml)).settings;
}

/** The text of a stack's settings. */
export function settingsText(stack: Environment): string {
  return readFileSync(resolve(root, `Pulumi.${stack}.deploy.yaml`), "utf8");
}
