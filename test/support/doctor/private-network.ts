import {
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteRouteCommand,
  DeleteVpcEndpointsCommand,
  EC2Client,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";

import { clientOptions } from "../local-aws";

const vpcBlock = "10.20.0.0/16";
const anyone = "0.0.0.0/0";
const httpsWith = (CidrIp: string): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: 443,
  ToPort: 443,
  IpRanges: [{ CidrIp }],
});
const everything: IpPermission = { IpProtocol: "-1", IpRanges: [{ CidrIp: anyone }] };

/** A VPC of the local AWS whose private subnet reaches out by a NAT gateway, and Secrets Manager by an endpoint. */
export class PrivateNetwork {
  vpcId = "";
  subnetId = "";
  /** That of the tasks. */
  securityGroupId = "";
  endpointId = "";
  private endpointGroupId = "";
  private routeTableId = "";
  private natGatewayId = "";
  private readonly ec2 = new EC2Client(clientOptions());

  async create(): Promise<void> {
    const { ec2 } = this;
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: vpcBlock }));
    this.vpcId = Vpc?.VpcId ?? "";
    const block = { VpcId: this.vpcId, CidrBlock: "10.20.1.0/24" };
    this.subnetId = (await ec2.send(new CreateSubnetCommand(block))).Subnet?.SubnetId ?? "";
    const nat = await ec2.send(new CreateNatGatewayCommand({ SubnetId: this.subnetId }));
    this.natGatewayId = nat.NatGateway?.NatGatewayId ?? "";
    const table = await ec2.send(new CreateRouteTableCommand({ VpcId: this.vpcId }));
    this.routeTableId = table.RouteTable?.RouteTableId ?? "";
    await ec2.send(
      new AssociateRouteTableCommand({ RouteTableId: this.routeTableId, SubnetId: this.subnetId }),
    );
    await this.addRoute();
    this.securityGroupId = await this.createGroup("tasks");
    await ec2.send(
      new RevokeSecurityGroupEgressCommand({ GroupId: this.securityGroupId, IpPermissions: [everything] }),
    );
    await this.letOut();
    this.endpointGroupId = await this.createGroup("endpoints");
    await this.letIn();
    await this.createEndpoint();
  }

  private async createGroup(GroupName: string): Promise<string> {
    const request = { GroupName, Description: GroupName, VpcId: this.vpcId };
    return (await this.ec2.send(new CreateSecurityGroupCommand(request))).GroupId ?? "";
  }

  async addRoute(): Promise<void> {
    const { routeTableId: RouteTableId, natGatewayId: NatGatewayId } = this;
    await this.ec2.send(new CreateRouteCommand({ RouteTableId, NatGatewayId, DestinationCidrBlock: anyone }));
  }

  async removeRoute(): Promise<void> {
    const { routeTableId: RouteTableId } = this;
    await this.ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: anyone }));
  }

  async letOut(): Promise<void> {
    const request = { GroupId: this.securityGroupId, IpPermissions: [httpsWith(anyone)] };
    await this.ec2.send(new AuthorizeSecurityGroupEgressCommand(request));
  }

  async letNothingOut(): Promise<void> {
    const request = { GroupId: this.securityGroupId, IpPermissions: [httpsWith(anyone)] };
    await this.ec2.send(new RevokeSecurityGroupEgressCommand(request));
  }

  async letIn(): Promise<void> {
    const request = { GroupId: this.endpointGroupId, IpPermissions: [httpsWith(vpcBlock)] };
    await this.ec2.send(new AuthorizeSecurityGroupIngressCommand(request));
  }

  async letNothingIn(): Promise<void> {
    const request = { GroupId: this.endpointGroupId, IpPermissions: [httpsWith(vpcBlock)] };
    await this.ec2.send(new RevokeSecurityGroupIngressCommand(request));
  }

  async createEndpoint(policy?: object): Promise<void> {
    const created = await this.ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: this.vpcId,
        ServiceName: "com.amazonaws.us-east-1.secretsmanager",
        VpcEndpointType: "Interface",
        PrivateDnsEnabled: true,
        SubnetIds: [this.subnetId],
        SecurityGroupIds: [this.endpointGroupId],
        ...(policy && { PolicyDocument: JSON.stringify(policy) }),
      }),
    );
    this.endpointId = created.VpcEndpoint?.VpcEndpointId ?? "";
  }

  async removeEndpoint(): Promise<void> {
    await this.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [this.endpointId] }));
  }
}
