import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { deployRoleName } from "../components/role-arn";
import { stackSchema } from "../config/stack-schema";
import { changedStacks } from "../local/delivery/changed-stacks";
import { environments } from "../naming";
import { parseSettings, settingsText } from "./support/deployments/settings";

const root = resolve(__dirname, "..");

/** Files that only a preview, a test or a person reads. */
const concernsNoDeployment = /^(?:\.|local\/|eslint|knip|tsconfig|config\.schema|Pulumi\.(?!yaml$))/;

/** Whether a path filter is the file's own path, or that of a folder above it with all that is in it. */
function covers(path: string, file: string): boolean {
  return path.endsWith("/**") ? file.startsWith(path.slice(0, -2)) : file === path;
}

describe("the settings of Pulumi Cloud's deployments", () => {
  for (const stack of environments) {
    describe(`of ${stack}`, () => {
      const settings = parseSettings(settingsText(stack));

      it(stack === "prod" ? "deploy nothing by themselves" : "deploy what is merged", () => {
        const { deployCommits, previewPullRequests, pullRequestTemplate } = settings.gitHub;
        assert.deepEqual(
          { deployCommits, previewPullRequests, pullRequestTemplate },
          { deployCommits: stack !== "prod", previewPullRequests: false, pullRequestTemplate: false },
        );
        assert.equal(settings.sourceContext.git.branch, "refs/heads/main");
      });

      it("act as the stack's deploying role, and install what the lockfile says", () => {
        const { oidc, preRunCommands, options } = settings.operationContext;
        const role = deployRoleName("secret-backed-services", stack);
        assert.equal(oidc.aws.roleArn, `arn:aws:iam::111122223333:role/${role}`);
        assert.deepEqual(preRunCommands, ["npm ci --ignore-scripts"]);
        assert.deepEqual(options, {
          skipInstallDependencies: true,
          skipIntermediateDeployments: true,
          deleteAfterDestroy: false,
          remediateIfDriftDetected: false,
        });
      });

      it("begin at the change of each file that the stack is made of", () => {
        const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
          .split("\0")
          .filter((file) => file !== "" && changedStacks([file]).includes(stack))
          .filter((file) => !concernsNoDeployment.test(file) || file === `Pulumi.${stack}.yaml`);
        assert.ok(files.includes("index.ts"));
        assert.deepEqual(
          files.filter((file) => !settings.gitHub.paths.some((path) => covers(path, file))),
          [],
        );
      });
    });
  }

  it("are read word for word: a setting that the CLI does not know is seen", () => {
    assert.throws(() => parseSettings(settingsText("prod").replace("deployCommits", "deployCommit")));
    assert.throws(() => parseSettings(settingsText("prod").replace("roleArn", "roleARN")));
    assert.throws(() => parseSettings(settingsText("prod").replace("1h0m0s", "an hour")));
  });
});

describe("esc/shared.yaml", () => {
  it("holds settings of the program that its stacks do not have", () => {
    const environment = z
      .strictObject({ values: z.strictObject({ pulumiConfig: z.record(z.string(), z.unknown()) }) })
      .parse(parse(readFileSync(resolve(root, "esc", "shared.yaml"), "utf8")));
    const { pulumiConfig } = environment.values;
    assert.deepEqual(Object.keys(pulumiConfig), ["aws:region", "secret-backed-services:tags"]);
    assert.ok(stackSchema.shape.tags.safeParse(pulumiConfig["secret-backed-services:tags"]).success);
  });
});
