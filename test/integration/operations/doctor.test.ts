import assert from "node:assert/strict";

import { DeleteSecretCommand } from "@aws-sdk/client-secrets-manager";

import { checks } from "../../../operations/doctor/checks";
import { examineProd, found, repairProd } from "../../support/doctor/examined";
import { accessFaults } from "../../support/doctor/access-faults";
import { doctorReportSchema } from "../../../operations/doctor/doctor-report";
import { secretsCommand } from "../../support/secrets-command";
import { DeployedRole } from "../../support/access/deployed-access";
import { HealthyStack, secretName } from "../../support/doctor/healthy-stack";
import { rotationFaults } from "../../support/doctor/rotation-faults";
import { secretFaults } from "../../support/doctor/secret-faults";
import { taskFaults } from "../../support/doctor/task-faults";

/** What is looked at only where it is there. */
const conditional = ["role-boundary"];
const hour = 60 * 60 * 1000;

describe("secrets doctor, on the local AWS", function () {
  this.timeout(240_000);
  let stack: HealthyStack;
  before(async () => {
    stack = new HealthyStack();
    await stack.deploy();
  });

  /** What the doctor says at a time, which must hold no value. */
  async function look(later = 0) {
    const { report, text } = await examineProd(new Date(Date.now() + later * hour));
    for (const value of Object.values(stack.values)) {
      assert.ok(!text.includes(value) && !JSON.stringify(report).includes(value));
    }
    assert.deepEqual(
      text.split("\n").filter((line) => line.length > 80),
      [],
    );
    return report;
  }

  it("finds nothing wrong with a healthy stack, and looks at all there is", async () => {
    const report = await look();
    assert.deepEqual(found(report, "problem"), []);
    assert.deepEqual(found(report, "unknown"), []);
    const looked = [...report.services.flatMap(({ findings }) => findings), ...report.shared];
    assert.deepEqual(
      [...new Set(looked.map(({ check }) => check))].sort(),
      Object.keys(checks)
        .filter((check) => !conditional.includes(check))
        .sort(),
    );
    assert.deepEqual(report.summary, { ok: looked.length, problem: 0, unknown: 0 });
  });

  for (const { what, make, undo, problems, evidence, later } of [
    ...secretFaults,
    ...accessFaults,
    ...rotationFaults,
    ...taskFaults,
  ]) {
    it(`finds ${what}, and nothing else`, async () => {
      await make(stack);
      try {
        const report = await look(later);
        assert.deepEqual(found(report, "problem"), problems);
        const all = [...report.services.flatMap(({ findings }) => findings), ...report.shared];
        const first = all.find(({ verdict }) => verdict === "problem");
        assert.match(first?.evidence ?? "", evidence);
        assert.notEqual(first?.fix ?? "", "");
      } finally {
        await undo(stack);
      }
    });
  }

  it("finds nothing wrong once every fault is undone", async () => {
    assert.deepEqual(found(await look(), "problem"), []);
  });
});

describe("secrets doctor, as a process", function () {
  this.timeout(240_000);
  let stack: HealthyStack;
  before(async () => {
    stack = new HealthyStack();
    await stack.deploy();
  });

  it("prints the report for people in 80 columns, and exits 1 on a problem", async () => {
    const [fault] = accessFaults;
    assert.ok(fault);
    await fault.make(stack);
    try {
      const { status, stdout, stderr } = secretsCommand(["doctor", "auth-service", "--env", "prod"]);
      assert.equal(stderr, "Looking at auth-service (1 of 1)\n");
      assert.equal(
        stdout,
        [
          "auth-service",
          "  problem role-policy: auth-service-prod-execution",
          "          for auth-service-prod-config, secretsmanager:GetSecretValue is",
          "          implicitly denied (no identity policy allows it)",
          "          fix: deploy the stack again, which puts the role's own policy back",
          "          see: docs/runbooks/secret-access-denied.md",
          "  ok      47 checks",
          "",
          "shared by all of prod",
          "  ok      4 checks",
          "",
          "52 checks: 1 problem",
          "",
        ].join("\n"),
      );
      assert.equal(status, 1);
    } finally {
      await fault.undo(stack);
    }
  });

  it("prints one JSON document and exits 0 where nothing is wrong", () => {
    const { status, stdout } = secretsCommand(["doctor", "--env", "prod", "--json"]);
    const report = doctorReportSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      [report.environment, report.summary.problem, report.repairs, status],
      ["prod", 0, [], 0],
    );
  });

  it("says how to put a key that is missing, in a command that works as it stands", async () => {
    const { API_KEY, ...others } = stack.values;
    await stack.put(JSON.stringify(others));
    try {
      const { report } = await examineProd();
      const [fix] = report.services.flatMap(({ findings }) =>
        findings.flatMap(({ fix: each }) => each ?? []),
      );
      const [, command = ""] = /^put it: secrets (.+)$/.exec(fix ?? "") ?? [];
      const { status, stderr } = secretsCommand([...command.split(" "), "--no-rollout"], API_KEY);
      assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
      assert.deepEqual(found((await examineProd()).report, "problem"), []);
    } finally {
      await stack.putBack();
    }
  });

  it("says what it was not allowed to look at, and judges the rest", async () => {
    const role = await DeployedRole.create("arn:aws:iam::000000000000:role/watcher", [
      { name: "watch", document: watching },
    ]);
    try {
      const { report } = await examineProd(new Date(), role.clientOptions());
      assert.deepEqual(found(report, "problem"), []);
      assert.deepEqual(found(report, "unknown"), [
        "secret-is-json: auth-service-prod-config",
        "role-exists: auth-service-prod-execution",
        "network-route: auth-service-prod",
        "rotation-pending: auth-service-prod-config",
        "function-exists: secret-backed-services-prod-rollout",
      ]);
      const [first] = report.services
        .flatMap(({ findings }) => findings)
        .filter(({ verdict }) => verdict === "unknown");
      assert.match(first?.evidence ?? "", /^could not look: AccessDeniedException: /);
    } finally {
      await role.remove();
    }
  });

  it("changes nothing without --fix, nor with it where nobody answers", async () => {
    await stack.secretsManager.send(new DeleteSecretCommand({ SecretId: secretName }));
    for (const flags of [[], ["--fix"]]) {
      const { status, stderr } = secretsCommand(["doctor", "--env", "prod", ...flags]);
      assert.equal(status, 1);
      const declined =
        flags.length === 0 ? "" : "declined: cancel the deletion of auth-service-prod-config\n";
      assert.equal(stderr, `Looking at auth-service (1 of 1)\n${declined}`);
      assert.notEqual((await stack.describe()).DeletedDate, undefined);
    }
  });

  it("--fix --yes restores the secret, looks again and exits 0", async () => {
    const { status, stdout, stderr } = secretsCommand([
      "doctor",
      "--env",
      "prod",
      "--fix",
      "--yes",
      "--json",
    ]);
    const { repairs, summary } = doctorReportSchema.parse(JSON.parse(stdout));
    assert.deepEqual(repairs, [{ repair: "restore-secret", secret: secretName, outcome: "done" }]);
    assert.equal(summary.problem, 0);
    assert.equal(
      stderr,
      "Looking at auth-service (1 of 1)\ndone: cancel the deletion of auth-service-prod-config\n",
    );
    assert.equal(status, 0);
    assert.equal((await stack.describe()).DeletedDate, undefined);
  });

  it("--fix --yes takes a leftover AWSPENDING off, and tells of what is left", async () => {
    const fault = rotationFaults.find(({ what }) => what === "a rotation that fails in its last step");
    assert.ok(fault);
    await fault.make(stack);
    const { status, stdout } = secretsCommand(["doctor", "--env", "prod", "--fix", "--yes"]);
    const [before = "", after = ""] = stdout.split("\nAfter the repairs\n");
    assert.match(before, /\n {2}problem rotation-pending: auth-service-prod-config\n/);
    assert.doesNotMatch(after, /rotation-pending/);
    assert.match(after, /\n {2}problem function-log: auth-service-prod-rotation\n/);
    assert.equal(status, 1);
    const labels = Object.values((await stack.describe()).VersionIdsToStages ?? {}).flat();
    assert.ok(!labels.includes("AWSPENDING"));
  });

  it("makes the rollout function look at a value that reached no task", async () => {
    const fault = rotationFaults.find(({ what }) => what === "a new value that reaches no task");
    assert.ok(fault);
    await fault.make(stack);
    const done = await repairProd(new Date(Date.now() + 2 * hour));
    assert.deepEqual(done, ["start-rollout of auth-service-prod-config: done"]);
    const { VersionIdsToStages = {} } = await stack.describe();
    const current = Object.values(VersionIdsToStages).find((labels) => labels.includes("AWSCURRENT")) ?? [];
    assert.ok(current.some((label) => label.startsWith("DEPLOYMENT=")));
  });

  const refusals: [string, string[], NodeJS.ProcessEnv, string][] = [
    [
      "a service that is not there",
      ["doctor", "billing", "--env", "prod"],
      {},
      "found no secret of service billing: the services with secrets are auth-service",
    ],
    [
      "an environment without secrets, as in another Region",
      ["doctor", "--env", "prod", "--region", "eu-west-1"],
      {},
      "found no secret of this environment: check --env, --region and the account of the credentials",
    ],
    [
      "no credentials",
      ["doctor", "--env", "prod"],
      { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
      "found no AWS credentials: sign in (aws sso login), name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    ],
  ];
  for (const [what, args, environment, message] of refusals) {
    it(`says in a line that there is ${what}, and exits 2`, () => {
      assert.deepEqual(secretsCommand(args, "", environment), {
        status: 2,
        stdout: "",
        stderr: `${message}\n`,
      });
    });
  }
});

/** May see what ECS and Secrets Manager list, and nothing else. */
const watching = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: [
        "secretsmanager:ListSecrets",
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:ListSecretVersionIds",
        "ecs:*",
      ],
      Resource: "*",
    },
  ],
};
