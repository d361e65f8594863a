import assert from "node:assert/strict";
import {
  CreateVpcEndpointCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import { clientOptions } from "../../support/local-aws";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
});

describe("emulator: VPC endpoints", () => {
  it("remember their security groups, their policy and private DNS", async () => {
    const ec2 = new EC2Client(clientOptions());
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: "vpc-00000001",
        ServiceName: "com.amazonaws.us-east-1.secretsmanager",
        VpcEndpointType: "Interface",
        SecurityGroupIds: ["sg-1", "sg-2"],
        PrivateDnsEnabled: true,
        PolicyDocument: policy,
      }),
    );
    assert.equal(VpcEndpoint?.PrivateDnsEnabled, true);
    const { VpcEndpointId = "" } = VpcEndpoint;
    assert.deepEqual(await settings(), [["sg-1", "sg-2"], true, policy]);
    await ec2.send(
      new ModifyVpcEndpointCommand({
        VpcEndpointId,
        AddSecurityGroupIds: ["sg-3"],
        RemoveSecurityGroupIds: ["sg-1"],
        PrivateDnsEnabled: false,
      }),
    );
    assert.deepEqual(await settings(), [["sg-2", "sg-3"], false, policy]);

    async function settings() {
      const found = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }));
      const [endpoint] = found.VpcEndpoints ?? [];
      const groups = endpoint?.Groups?.map(({ GroupId }) => GroupId);
      return [groups, endpoint?.PrivateDnsEnabled, endpoint?.PolicyDocument];
    }
  });
});
