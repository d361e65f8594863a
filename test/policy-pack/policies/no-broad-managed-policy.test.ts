import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { noBroadManagedPolicy as policy } from "../../../policy-pack/policies/no-broad-managed-policy";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const managed = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;
const attachment = (policyArn: aws.iam.RolePolicyAttachmentArgs["policyArn"]) => () =>
  new aws.iam.RolePolicyAttachment("web", { role: "web", policyArn });
const fault = (name: string, property = "policyArn") =>
  `${property} attaches ${name}, a policy of AWS that allows too much: write one for the need`;

describe("no-broad-managed-policy", () => {
  for (const name of ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "SecretsManagerReadWrite"]) {
    it(`refuses ${name} in any partition`, async () => {
      for (const partition of ["aws", "aws-cn", "aws-us-gov"])
        assert.deepEqual(await reports(policy, attachment(managed(name, partition))), [
          `mandatory RolePolicyAttachment web: ${fault(name)}`,
        ]);
    });
  }

  it("accepts other policies of AWS, and a customer's policy of the same name", async () => {
    for (const arn of [
      managed("service-role/AmazonECSTaskExecutionRolePolicy"),
      managed("ReadOnlyAccess"),
      "arn:aws:iam::123456789012:policy/AdministratorAccess",
    ])
      assert.deepEqual(await reports(policy, attachment(arn)), [], arn);
  });

  it("refuses it wherever policies are attached", async () => {
    const arn = managed("job-function/AdministratorAccess");
    const programs: [string, string, () => unknown][] = [
      [
        "UserPolicyAttachment",
        "policyArn",
        () => new aws.iam.UserPolicyAttachment("web", { user: "web", policyArn: arn }),
      ],
      [
        "GroupPolicyAttachment",
        "policyArn",
        () => new aws.iam.GroupPolicyAttachment("web", { group: "web", policyArn: arn }),
      ],
      [
        "PolicyAttachment",
        "policyArn",
        () => new aws.iam.PolicyAttachment("web", { roles: ["web"], policyArn: arn }),
      ],
      [
        "Role",
        "managedPolicyArns",
        () => new aws.iam.Role("web", { assumeRolePolicy: "{}", managedPolicyArns: [arn] }),
      ],
      [
        "RolePolicyAttachmentsExclusive",
        "policyArns",
        () => new aws.iam.RolePolicyAttachmentsExclusive("web", { roleName: "web", policyArns: [arn] }),
      ],
      [
        "UserPolicyAttachmentsExclusive",
        "policyArns",
        () => new aws.iam.UserPolicyAttachmentsExclusive("web", { userName: "web", policyArns: [arn] }),
      ],
      [
        "GroupPolicyAttachmentsExclusive",
        "policyArns",
        () => new aws.iam.GroupPolicyAttachmentsExclusive("web", { groupName: "web", policyArns: [arn] }),
      ],
    ];
    for (const [type, property, program] of programs)
      assert.deepEqual(await reports(policy, program), [
        `mandatory ${type} web: ${fault("AdministratorAccess", property)}`,
      ]);
  });

  it("refuses the policies that the settings name, and no others", async () => {
    const policyConfig = { [policy.name]: { managedPolicies: ["ReadOnlyAccess"] } };
    assert.deepEqual(await reports(policy, attachment(managed("ReadOnlyAccess")), { policyConfig }), [
      `mandatory RolePolicyAttachment web: ${fault("ReadOnlyAccess")}`,
    ]);
    assert.deepEqual(await reports(policy, attachment(managed("PowerUserAccess")), { policyConfig }), []);
  });

  it("accepts a policy that the stack makes, and leaves one of another origin undetermined", async () => {
    const own = () => attachment(new aws.iam.Policy("policy", { policy: "{}" }).arn)();
    assert.deepEqual(await reports(policy, own), []);
    assert.deepEqual(await reports(policy, () => attachment(knownInUpdate("arn"))()), [
      undetermined("RolePolicyAttachment web", "policyArn"),
    ]);
  });
});
