import assert from "node:assert/strict";

import { functionTrust, ServiceRole, taskTrust } from "../../components/service-role";
import { type Statement } from "../../components/policy-document";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument, textOf, typesAndNames } from "../support/components";
import { resourceOf } from "../support/pulumi";

const statement: Statement = {
  sid: "ReadSecrets",
  effect: "Allow",
  actions: ["secretsmanager:GetSecretValue"],
  resources: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-test-config-AbCdEf"],
};

function recordRole(
  statements: Statement[],
  partition: Parameters<typeof contextOf>[0] = "aws",
  trust = taskTrust(contextOf(partition)),
) {
  const args = {
    roleName: "a-test-execution",
    description: "Starts tasks",
    trust,
    remedy: "declare less",
    settings: { path: "/" },
    tags: { Service: "a" },
  };
  return record(() => {
    new ServiceRole("a-execution", { ...args, statements });
  });
}

describe("ServiceRole", () => {
  it("makes a role that tasks of this account and region assume, with its statements as one inline policy", async () => {
    const recording = await recordRole([statement]);
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/role:Role a-execution",
      "aws:iam/rolePolicy:RolePolicy a-execution",
      "secret-backed-services:components:ServiceRole a-execution",
    ]);
    const { assumeRolePolicy, ...role } = resourceOf(recording, "aws:iam/role:Role").inputs;
    assert.deepEqual(role, {
      name: "a-test-execution",
      path: "/",
      description: "Starts tasks",
      tags: { Service: "a" },
    });
    assert.deepEqual(parseDocument(assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TasksOfThisAccount",
          Effect: "Allow",
          Principal: { Service: ["ecs-tasks.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:123456789012:*" },
          },
        },
      ],
    });
    const { role: roleName, policy } = resourceOf(recording, "aws:iam/rolePolicy:RolePolicy").inputs;
    assert.equal(roleName, "a-test-execution");
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        { Sid: "ReadSecrets", Effect: "Allow", Action: statement.actions, Resource: statement.resources },
      ],
    });
  });

  it("makes a role that Lambda assumes", async () => {
    const { inputs } = resourceOf(await recordRole([], "aws-cn", functionTrust()), "aws:iam/role:Role");
    assert.deepEqual(parseDocument(inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FunctionsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: ["lambda.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
        },
      ],
    });
  });

  it("gives the engine its statements in a structured form", async () => {
    const { inputs } = resourceOf(
      await recordRole([statement]),
      "secret-backed-services:components:ServiceRole",
    );
    assert.deepEqual(inputs, { roleName: "a-test-execution", statements: [statement] });
  });

  it("makes no policy for a role that may do nothing", async () => {
    const recording = await recordRole([]);
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/role:Role a-execution",
      "secret-backed-services:components:ServiceRole a-execution",
    ]);
  });

  it("refuses statements that no role's inline policies hold", async () => {
    const message =
      "the policy of role a-test-execution would have 10241 characters, and AWS takes at most 10240: declare less";
    const sized = (characters: number) => [
      { ...statement, resources: [`arn:aws:s3:::${"a".repeat(characters)}`] },
    ];
    const bare = textOf(
      resourceOf(await recordRole(sized(0)), "aws:iam/rolePolicy:RolePolicy").inputs.policy,
    ).length;
    await recordRole(sized(10240 - bare));
    await assert.rejects(recordRole(sized(10241 - bare)), { message });
  });

  it("writes ARNs of the partition it is in", async () => {
    for (const [partition, arn] of [
      ["aws-cn", "arn:aws-cn:ecs:cn-north-1:123456789012:*"],
      ["aws-us-gov", "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:*"],
    ] as const) {
      const { inputs } = resourceOf(await recordRole([], partition), "aws:iam/role:Role");
      assert.match(
        JSON.stringify(parseDocument(inputs.assumeRolePolicy)),
        new RegExp(arn.replace("*", "\\*")),
      );
    }
  });
});
