import assert from "node:assert/strict";

import { nextStep, type Step } from "../../../rotation/rollout/next-step";
import { type Observation, type ObservedSecret } from "../../../rotation/rollout/observation";

const start = Date.UTC(2026, 0, 5, 12); // a Monday
const at = (seconds: number) => new Date(start + seconds * 1000);
const mark = (id: string, seconds: number) => `DEPLOYMENT=${id}@${at(seconds).toISOString()}`;

const config: ObservedSecret = {
  arn: "arn:config",
  name: "web-prod-config",
  rotationFunctionArn: "arn:function",
  versions: { old: ["AWSPREVIOUS", "DEPLOYED"], new: ["AWSCURRENT"] },
};

const primary = { id: "ecs-svc/1", status: "PRIMARY", createdAt: at(0), rolloutState: "COMPLETED" };
const task = { arn: "task/1", createdAt: at(1), startedBy: "ecs-svc/1" };

/** A steady service whose secret has a version that is not rolled out yet. */
const service: Observation = {
  service: "web-prod",
  now: at(1000),
  secrets: [config],
  desiredCount: 1,
  runningCount: 1,
  pendingCount: 0,
  deployments: [primary],
  tasks: [task],
  replicas: [],
  deployingServices: [],
  maximumConcurrentDeployments: 1,
};

/** The service after a deployment was forced for the new version at 100 s. */
const marked: Observation = {
  ...service,
  secrets: [withLabels({ old: ["AWSPREVIOUS", "DEPLOYED"], new: ["AWSCURRENT", mark("ecs-svc/2", 100)] })],
  deployments: [{ ...primary, id: "ecs-svc/2", createdAt: at(100) }],
  tasks: [{ arn: "task/2", createdAt: at(101), startedBy: "ecs-svc/2" }],
};
const forced = { id: "ecs-svc/2", status: "PRIMARY", createdAt: at(100) };

const unretired = withLabels(
  { a: ["AWSPREVIOUS", "DEPLOYED"], b: ["AWSCURRENT", "HELD", mark("ecs-svc/2", 100)] },
  "web-prod-api-keys",
);

function withLabels(versions: ObservedSecret["versions"], name = "web-prod-config"): ObservedSecret {
  return { ...config, name, versions };
}

/** What is said of a step in a line: the step, its state, the secrets' names with their versions, and the reason. */
function lineOf(step: Step): string {
  const rollouts = "rollouts" in step ? step.rollouts : "rollout" in step ? [step.rollout] : [];
  const secrets = rollouts.map(({ secret, current }) => `${secret.name} ${current}`);
  const versions = "versions" in step ? [`of ${step.versions.join(" ")}`] : [];
  const reason = "reason" in step ? [step.reason] : [];
  return [`${step.step} (${step.state})`, ...secrets, ...versions, ...reason].join("; ");
}

const cases: Record<string, Record<string, [Observation, string]>> = {
  "with nothing to roll out": {
    "does nothing without secrets": [
      { ...service, secrets: [] },
      "none (up to date); every task runs with AWSCURRENT",
    ],
    "does nothing for a secret without a value": [
      { ...service, secrets: [withLabels({})] },
      "none (up to date); every task runs with AWSCURRENT",
    ],
    "does nothing once AWSCURRENT is deployed": [
      withSecret({ old: ["AWSPREVIOUS"], new: ["AWSCURRENT", "DEPLOYED", mark("ecs-svc/1", 0)] }),
      "none (up to date); every task runs with AWSCURRENT",
    ],
    "does nothing while a rotation is pending": [
      withSecret({ old: ["AWSCURRENT", "DEPLOYED"], new: ["AWSPENDING"] }),
      "none (up to date); every task runs with AWSCURRENT",
    ],
    "says that a version was taken back": [
      withSecret({
        old: ["AWSCURRENT", "DEPLOYED", mark("ecs-svc/3", 9)],
        new: ["AWSPREVIOUS", "ROLLED_BACK"],
      }),
      "none (rolled back); version new of web-prod-config was taken back",
    ],
    "forgets that once another version is deployed": [
      withSecret({ old: ["AWSPREVIOUS"], bad: ["ROLLED_BACK"], new: ["AWSCURRENT", "DEPLOYED"] }),
      "none (up to date); every task runs with AWSCURRENT",
    ],
  },
  "for a secret's only value": {
    "declares it deployed once the service is steady": [
      withSecret({ first: ["AWSCURRENT", "BOOTSTRAP"] }),
      "adopt (verifying); web-prod-config first",
    ],
    "waits for the service's first deployment": [
      {
        ...withSecret({ first: ["AWSCURRENT"] }),
        deployments: [{ ...primary, rolloutState: "IN_PROGRESS" }],
      },
      "wait (verifying); the service's first deployment is not steady yet",
    ],
    "waits for the tasks": [
      { ...withSecret({ first: ["AWSCURRENT"] }), runningCount: 0 },
      "wait (verifying); the service's first deployment is not steady yet",
    ],
    "deploys another secret meanwhile, without counting the only value in": [
      {
        ...service,
        runningCount: 0,
        secrets: [withLabels({ first: ["AWSCURRENT"] }, "web-prod-api-keys"), config],
      },
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
  },
  "for a new version": {
    "forces a deployment": [
      service,
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "forces one for a secret whose past is unknown": [
      withSecret({ old: ["AWSPREVIOUS"], new: ["AWSCURRENT"] }),
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "forces another one after a version that was not verified": [
      withSecret({
        old: ["DEPLOYED"],
        between: ["AWSPREVIOUS", mark("ecs-svc/2", 100)],
        new: ["AWSCURRENT"],
      }),
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "takes all unfinished secrets into one deployment": [
      {
        ...service,
        secrets: [config, withLabels({ a: ["DEPLOYED"], b: ["AWSCURRENT"] }, "web-prod-api-keys")],
      },
      "deploy (deploying); web-prod-config new; web-prod-api-keys b; AWSCURRENT of web-prod-config is version new",
    ],
    "waits for a deployment of the service itself": [
      { ...service, deployments: [{ ...primary, rolloutState: "IN_PROGRESS" }] },
      "wait (deploying); waits for ecs-svc/1 to end",
    ],
    "waits for the maintenance window": [
      { ...service, maintenanceWindow: { days: ["SAT", "SUN"], start: "02:00", hours: 4 } },
      "wait (deploying); waits for the maintenance window: SAT, SUN at 02:00 UTC for 4 h",
    ],
    "goes ahead within the maintenance window": [
      { ...service, maintenanceWindow: { days: ["MON"], start: "12:00", hours: 1 } },
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "waits while as many other services deploy as may": [
      { ...service, deployingServices: ["api-prod", "mail-prod"], maximumConcurrentDeployments: 2 },
      "wait (deploying); waits for other services' deployments: api-prod, mail-prod",
    ],
    "goes ahead while fewer do": [
      { ...service, deployingServices: ["api-prod"], maximumConcurrentDeployments: 2 },
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "goes ahead after a deployment that failed for another reason": [
      { ...service, deployments: [{ ...primary, rolloutState: "FAILED" }] },
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
  },
  "after its deployment began": {
    "waits while it is in progress": [
      {
        ...marked,
        deployments: [
          { ...forced, rolloutState: "IN_PROGRESS" },
          { ...primary, status: "ACTIVE" },
        ],
      },
      "wait (verifying); ecs-svc/2 is in progress",
    ],
    "waits for older tasks": [
      { ...marked, tasks: [...marked.tasks, task] },
      "wait (verifying); older tasks have not stopped yet: 1",
    ],
    "retires what was before once every task is newer": [
      marked,
      "retire (retiring); web-prod-config new; of old",
    ],
    "retires at any time": [
      { ...marked, maintenanceWindow: { days: ["SAT"], start: "02:00", hours: 1 } },
      "retire (retiring); web-prod-config new; of old",
    ],
    "retires versions between and versions that were taken back, too": [
      {
        ...marked,
        secrets: [
          withLabels({
            old: ["DEPLOYED"],
            between: ["AWSPREVIOUS"],
            bad: ["ROLLED_BACK"],
            new: ["AWSCURRENT", mark("ecs-svc/2", 100)],
          }),
        ],
      },
      "retire (retiring); web-prod-config new; of old between bad",
    ],
    "retires nothing where the past is unknown": [
      {
        ...marked,
        secrets: [withLabels({ old: ["AWSPREVIOUS"], new: ["AWSCURRENT", mark("ecs-svc/2", 100)] })],
      },
      "retire (retiring); web-prod-config new; of ",
    ],
    "deploys once more where somebody may have moved AWSCURRENT away and back": [
      { ...marked, secrets: marked.secrets.map((secret) => ({ ...secret, changedAt: at(200) })) },
      "deploy (deploying); web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "takes its own labels for no such change": [
      { ...marked, secrets: marked.secrets.map((secret) => ({ ...secret, changedAt: at(110) })) },
      "retire (retiring); web-prod-config new; of old",
    ],
  },
  "after its deployment failed": {
    "rolls back": [
      {
        ...marked,
        deployments: [{ ...forced, status: "ACTIVE", rolloutState: "FAILED" }, primary],
        tasks: [task],
      },
      "roll back (deploying); web-prod-config new; ecs-svc/2 failed",
    ],
    "rolls back all secrets of that deployment": [
      {
        ...marked,
        secrets: [
          ...marked.secrets,
          withLabels({ a: ["DEPLOYED"], b: ["AWSCURRENT", mark("ecs-svc/2", 100)] }, "web-prod-api-keys"),
        ],
        deployments: [{ ...forced, rolloutState: "FAILED" }],
      },
      "roll back (deploying); web-prod-config new; web-prod-api-keys b; ecs-svc/2 failed",
    ],
    "leaves a version alone that people were told of": [
      {
        ...marked,
        secrets: [withLabels({ old: ["DEPLOYED"], new: ["AWSCURRENT", "HELD", mark("ecs-svc/2", 100)] })],
        deployments: [{ ...forced, rolloutState: "FAILED" }],
      },
      "none (held); version new of web-prod-config waits for a person",
    ],
    "goes on with such a version once a person made it work": [
      {
        ...marked,
        secrets: [withLabels({ old: ["DEPLOYED"], new: ["AWSCURRENT", "HELD", mark("ecs-svc/2", 100)] })],
      },
      "retire (retiring); web-prod-config new; of old",
    ],
  },
  "with a version that could not be retired": {
    "retires another secret's first": [
      { ...marked, secrets: [unretired, ...marked.secrets] },
      "retire (retiring); web-prod-config new; of old",
    ],
    "rolls back another secret first": [
      {
        ...marked,
        secrets: [unretired, withLabels({ old: ["DEPLOYED"], new: ["AWSCURRENT", mark("ecs-svc/3", 200)] })],
        deployments: [...marked.deployments, { ...primary, id: "ecs-svc/3", rolloutState: "FAILED" }],
        now: at(400),
      },
      "roll back (deploying); web-prod-config new; ecs-svc/3 failed",
    ],
    "deploys another secret first": [
      { ...marked, secrets: [unretired, config] },
      "deploy (deploying); web-prod-api-keys b; web-prod-config new; AWSCURRENT of web-prod-config is version new",
    ],
    "declares another secret's only value deployed first": [
      { ...marked, secrets: [unretired, withLabels({ first: ["AWSCURRENT"] })] },
      "adopt (verifying); web-prod-config first",
    ],
    "tries again to retire it while another secret may not be deployed": [
      { ...marked, secrets: [unretired, config], deployingServices: ["api-prod"] },
      "retire (retiring); web-prod-api-keys b; of a",
    ],
  },
  "after AWSCURRENT was moved back": {
    "deploys at any time, and beside any other deployment": [
      {
        ...withSecret({ old: ["AWSCURRENT", "DEPLOYED"], new: ["AWSPREVIOUS", mark("ecs-svc/2", 100)] }),
        deployments: [{ ...primary, rolloutState: "IN_PROGRESS" }],
        deployingServices: ["api-prod"],
        maintenanceWindow: { days: ["SAT"], start: "02:00", hours: 1 },
      },
      "deploy (deploying); web-prod-config old; AWSCURRENT of web-prod-config is version old",
    ],
    "deploys also when only its deployment is missing": [
      withSecret({ old: ["AWSCURRENT"], new: ["AWSPREVIOUS", "ROLLED_BACK", mark("ecs-svc/2", 100)] }),
      "deploy (deploying); web-prod-config old; AWSCURRENT of web-prod-config is version old",
    ],
    "retires nothing": [
      {
        ...marked,
        secrets: [
          withLabels({ old: ["AWSCURRENT", mark("ecs-svc/2", 100)], new: ["AWSPREVIOUS", "ROLLED_BACK"] }),
        ],
      },
      "retire (retiring); web-prod-config old; of ",
    ],
  },
  "with overlap keys": {
    "ends an overlap that is over": [
      withSecret({ new: ["AWSCURRENT", "DEPLOYED", `OVERLAP_UNTIL=${at(1000).toISOString()}`] }),
      "end overlap (up to date); web-prod-config new",
    ],
    "leaves one alone that is not": [
      withSecret({ new: ["AWSCURRENT", "DEPLOYED", `OVERLAP_UNTIL=${at(1001).toISOString()}`] }),
      "none (up to date); every task runs with AWSCURRENT",
    ],
    "leaves one alone that no function can end": [
      {
        ...service,
        secrets: [
          {
            ...withLabels({ new: ["AWSCURRENT", "DEPLOYED", `OVERLAP_UNTIL=${at(0).toISOString()}`] }),
            rotationFunctionArn: undefined,
          },
        ],
      },
      "none (up to date); every task runs with AWSCURRENT",
    ],
  },
};

function withSecret(versions: ObservedSecret["versions"]): Observation {
  return { ...service, secrets: [withLabels(versions)] };
}

for (const [situation, table] of Object.entries(cases)) {
  describe(`nextStep ${situation}`, () => {
    for (const [title, [observation, expected]] of Object.entries(table)) {
      it(title, () => {
        assert.equal(lineOf(nextStep(observation)), expected);
      });
    }
  });
}
