import assert from "node:assert/strict";

import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreatePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { existingIds } from "../../local/stack/existing-ids";
import { clientOptions, localAws, uniqueName } from "../support/local-aws";
import { EcsService } from "../support/rotation/ecs-service";

describe("existingIds", () => {
  let idOf: ReturnType<typeof existingIds>;
  let name: string;
  before(() => {
    const { region, credentials } = clientOptions();
    idOf = existingIds({ endpoint: localAws().endpoint, region, credentials });
  });
  beforeEach(() => (name = uniqueName("left")));

  it("finds a key that can be used by its description", async () => {
    const kms = new KMSClient(clientOptions());
    const made: string[] = [];
    for (const Description of [name, name, name, "another one"]) {
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description }));
      made.push(KeyMetadata?.KeyId ?? "");
    }
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: made[2], PendingWindowInDays: 7 }));
    const found = await idOf("aws:kms/key:Key", { description: name });
    assert.ok(made.slice(0, 2).includes(found ?? ""), `${found} of ${made.join(", ")}`);
    assert.equal(await idOf("aws:kms/key:Key", { description: "none" }), undefined);
  });

  it("finds a policy by its name", async () => {
    const Statement = [{ Effect: "Deny", Action: "kms:Decrypt", Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    const { Policy } = await new IAMClient(clientOptions()).send(
      new CreatePolicyCommand({ PolicyName: name, Path: "/apps/", PolicyDocument }),
    );
    assert.match(Policy?.Arn ?? "", /:policy\/apps\//);
    assert.equal(await idOf("aws:iam/policy:Policy", { name }), Policy?.Arn);
    assert.equal(await idOf("aws:iam/policy:Policy", { name: "none" }), undefined);
  });

  it("finds a secret by its name", async () => {
    const client = new SecretsManagerClient(clientOptions());
    const { ARN } = await client.send(new CreateSecretCommand({ Name: name }));
    assert.equal(await idOf("aws:secretsmanager/secret:Secret", { name }), ARN);
    assert.equal(await idOf("aws:secretsmanager/secret:Secret", { name: "none" }), undefined);
  });

  it("finds a trail by its name", async () => {
    const trail = { Name: name, S3BucketName: "trail" };
    const { TrailARN } = await new CloudTrailClient(clientOptions()).send(new CreateTrailCommand(trail));
    assert.equal(await idOf("aws:cloudtrail/trail:Trail", { name }), TrailARN);
    assert.equal(await idOf("aws:cloudtrail/trail:Trail", { name: "none" }), undefined);
  });

  it("finds a service that is not deleted in its cluster", async () => {
    const ecs = new EcsService(name, uniqueName("cluster"));
    await ecs.create("arn:aws:secretsmanager:us-east-1:000000000000:secret:none-AbCdEf", [], {
      desiredCount: 0,
    });
    const found = await idOf("aws:ecs/service:Service", { cluster: ecs.cluster, name });
    assert.match(found ?? "", new RegExp(`^arn:aws:ecs:.*:service/${ecs.cluster}/${name}$`));
    assert.equal(await idOf("aws:ecs/service:Service", { cluster: ecs.cluster, name: "none" }), undefined);
  });

  it("finds a security group by its name, and its rules by what they allow", async () => {
    const ec2 = new EC2Client(clientOptions());
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: name, Description: "of a test" }),
    );
    assert.equal(await idOf("aws:ec2/securityGroup:SecurityGroup", { name }), GroupId);
    const web = { IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
    const out = { ...web, IpRanges: [{ CidrIp: "10.0.0.0/16" }] };
    const into = { ...web, UserIdGroupPairs: [{ GroupId }] };
    const egress = await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [out] }));
    const ingress = await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [into] }),
    );
    const rule = { securityGroupId: GroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const idsOf = ({ SecurityGroupRules = [] }: typeof egress) =>
      SecurityGroupRules.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId);
    assert.deepEqual([await idOf(egressType, { ...rule, cidrIpv4: "10.0.0.0/16" })], idsOf(egress));
    assert.deepEqual(
      [await idOf(ingressType, { ...rule, referencedSecurityGroupId: GroupId })],
      idsOf(ingress),
    );
    for (const other of [{ cidrIpv4: "10.1.0.0/16" }, { cidrIpv4: "10.0.0.0/16", toPort: 444 }]) {
      assert.equal(await idOf(egressType, { ...rule, ...other }), undefined);
    }
  });
});
