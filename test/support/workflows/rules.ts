import { type Job, jobsOf, type Step, type Workflow } from "./workflow";

/** What is wrong with some workflows, each with its place. */
export type Rule = (workflows: readonly Workflow[]) => string[];

const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";

/** An action is named by a commit, which cannot be moved as a tag can, and says in a comment which version that is. */
export const actionsArePinned: Rule = (workflows) =>
  workflows.flatMap(({ file, text }) =>
    [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].flatMap(([, used = ""]) => {
      const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used);
      const own = /^\.\/\.github\/workflows\/[\w-]+\.yml$/.test(used);
      return pinned || own ? [] : [`${file} uses ${used}`];
    }),
  );

/** No trigger runs a fork's code, or with its input, with the rights of this repository. */
export const triggersAreHarmless: Rule = (workflows) =>
  workflows.flatMap(({ file, on }) =>
    Object.keys(on)
      .filter(
        (trigger) =>
          !["pull_request", "push", "schedule", "workflow_call", "workflow_dispatch"].includes(trigger),
      )
      .map((trigger) => `${file} is triggered by ${trigger}`),
  );

/** Each preview and deployment of the engine runs the policies, by the workflow's own word. */
export const engineRunsPolicies: Rule = (workflows) =>
  stepsOf(workflows).flatMap(({ place, step }) => {
    const { command, policyPacks } = step.with;
    const byAction =
      usesOf(step) === "pulumi/actions" && command !== undefined && policyPacks !== "policy-pack";
    const byHand = /\bpulumi (?:preview|up|update|destroy|refresh)\b/.test(step.run ?? "");
    return byAction || byHand ? [`${place} runs the engine without the policy pack`] : [];
  });

/** What deploys does so in the environment of its stack, one run at a time, to the end. */
export const deploymentsAreGuarded: Rule = (workflows) =>
  jobsOf(workflows)
    .filter(({ job }) => job.steps.some(isDeployment))
    .flatMap(({ workflow, job, place }) => [
      ...(job.environment === "${{ inputs.stack }}" ? [] : [`${place} is in no environment of its stack`]),
      ...(job.concurrency?.group === "deploy-${{ inputs.stack }}" ? [] : [`${place} may run beside itself`]),
      ...[workflow.concurrency, job.concurrency, ...callers(workflows, workflow.file).map(concurrencyOf)]
        .filter((concurrency) => concurrency?.["cancel-in-progress"])
        .map(() => `${place} may be cancelled`),
    ]);

/** Stacks are deployed one after the other, prod last. */
export const prodComesLast: Rule = (workflows) => {
  const order = ["test", "stage", "prod"];
  return jobsOf(workflows).flatMap(({ job, place }) => {
    const { stack } = job.with;
    if (job.uses !== "./.github/workflows/deploy-stack.yml" || typeof stack !== "string") return [];
    const before = order[order.indexOf(stack) - 1] ?? "checks";
    return job.needs.includes(before) ? [] : [`${place} deploys ${stack} without ${before}`];
  });
};

/** What runs a pull request's code has no secret, and may write nothing unless the branch is of this repository. */
export const pullRequestsHaveNoRights: Rule = (workflows) =>
  reachedByPullRequests(workflows).flatMap(({ file, text, jobs }) => [
    ...(/\bsecrets\b/.test(text) ? [`${file} names secrets`] : []),
    ...Object.entries(jobs).flatMap(([name, job]) =>
      mayWrite(job) && !job.if.includes(sameRepository) ? [`${file} ${name} may write for forks`] : [],
    ),
  ]);

/** Nothing that somebody else wrote becomes part of a command. */
export const commandsTakeNoInput: Rule = (workflows) =>
  stepsOf(workflows).flatMap(({ place, step }) =>
    step.run?.includes("${{") ? [`${place} puts an expression into a command`] : [],
  );

/** The token of the checkout is left to no later step. */
export const checkoutsKeepNoToken: Rule = (workflows) =>
  stepsOf(workflows).flatMap(({ place, step }) =>
    usesOf(step) === "actions/checkout" && step.with["persist-credentials"] !== false
      ? [`${place} keeps the checkout's token`]
      : [],
  );

/** Only the lockfile says what is installed, and no package runs a script of its own. */
export const installsAreLocked: Rule = (workflows) =>
  stepsOf(workflows).flatMap(({ place, step }) =>
    /\b(?:npm|yarn|pnpm) (?:i|install|add|ci(?! --ignore-scripts$))\b|\bnpx\b/m.test(step.run ?? "")
      ? [`${place} installs past the lockfile, or with scripts`]
      : [],
  );

/** `<file> <job>` to what it may do; a workflow's own, which hold for jobs that say nothing, by `<file>`. */
export function permissionsOf(workflows: readonly Workflow[]): Record<string, unknown> {
  const entries: [string, unknown][] = [
    ...workflows.map(({ file, permissions }): [string, unknown] => [file, permissions]),
    ...jobsOf(workflows).map(({ place, job }): [string, unknown] => [place, job.permissions]),
  ];
  return Object.fromEntries(entries);
}

function stepsOf(workflows: readonly Workflow[]): { place: string; step: Step }[] {
  return jobsOf(workflows).flatMap(({ job, place }) => job.steps.map((step) => ({ place, step })));
}

function usesOf({ uses }: Step): string | undefined {
  return uses?.split("@")[0];
}

function isDeployment(step: Step): boolean {
  return usesOf(step) === "pulumi/actions" && ["up", "update"].includes(String(step.with.command));
}

function callers(workflows: readonly Workflow[], file: string) {
  return jobsOf(workflows).filter(({ job }) => job.uses === `./.github/workflows/${file}`);
}

/** A workflow's concurrency is that of all that it calls. */
function concurrencyOf({ workflow, job }: ReturnType<typeof jobsOf>[number]) {
  return workflow.concurrency?.["cancel-in-progress"] ? workflow.concurrency : job.concurrency;
}

function reachedByPullRequests(workflows: readonly Workflow[]): Workflow[] {
  const triggered = workflows.filter(({ on }) => "pull_request" in on);
  const called = jobsOf(triggered).map(({ job }) => job.uses?.replace("./.github/workflows/", ""));
  return [...triggered, ...workflows.filter(({ file }) => called.includes(file))];
}

function mayWrite({ permissions = {} }: Job): boolean {
  return Object.values(permissions).includes("write");
}
