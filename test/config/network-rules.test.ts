import assert from "node:assert/strict";

import { networkProblems, serviceNetworkProblems } from "../../config/network-rules";
import { networkSchema } from "../../config/network-schema";
import { formatProblem } from "../../config/problems";
import { certificateArn } from "../support/breakages/breakage";
import { declaredService } from "../support/declared-service";

const subnets = (count: number, first: number) =>
  Array.from({ length: count }, (_, index) => `subnet-${first + index}`);

function existing(privateCount: number, publicCount: number) {
  const vpcId = "vpc-00000001";
  const privateSubnetIds = subnets(privateCount, 10000000);
  return networkSchema.parse({
    existing: { vpcId, privateSubnetIds, publicSubnetIds: subnets(publicCount, 20000000) },
  });
}

function balanced(internal: boolean) {
  return declaredService({
    port: 8080,
    loadBalancer: { certificateArn, ingressCidrBlocks: ["10.0.0.0/16"], internal },
  });
}

describe("networkProblems", () => {
  it("accepts VPCs from /16 to /24", () => {
    const accepted = Array.from({ length: 33 }, (_, prefix) => prefix).filter((prefix) => {
      const network = networkSchema.parse({
        create: { egress: "nat-gateway", cidrBlock: `0.0.0.0/${prefix}` },
      });
      return networkProblems(network).length === 0;
    });
    assert.deepEqual(accepted, [16, 17, 18, 19, 20, 21, 22, 23, 24]);
  });

  it("accepts an existing VPC whose subnets differ", () => {
    assert.deepEqual(networkProblems(existing(2, 2)), []);
  });

  it("names each subnet that is repeated", () => {
    const network = networkSchema.parse({
      existing: {
        vpcId: "vpc-00000001",
        privateSubnetIds: ["subnet-00000001", "subnet-00000001"],
        publicSubnetIds: ["subnet-00000002", "subnet-00000001"],
      },
    });
    const rule = "is declared already in network.existing.privateSubnetIds[0]: keep one of them";
    assert.deepEqual(networkProblems(network).map(formatProblem), [
      `network.existing.privateSubnetIds[1] ${rule} (got "subnet-00000001")`,
      `network.existing.publicSubnetIds[1] ${rule} (got "subnet-00000001")`,
    ]);
  });
});

describe("serviceNetworkProblems", () => {
  it("demands two subnets of the kind that a load balancer stands in", () => {
    const rule = (setting: string, count: number) =>
      `services[0].loadBalancer needs at least two subnets in two availability zones: add to network.existing.${setting}, which has ${count}`;
    const problems = (network: ReturnType<typeof existing>, internal: boolean) =>
      serviceNetworkProblems(network, balanced(internal), ["services", 0]).map(formatProblem);
    assert.deepEqual(problems(existing(2, 0), true), []);
    assert.deepEqual(problems(existing(1, 2), true), [rule("privateSubnetIds", 1)]);
    assert.deepEqual(problems(existing(1, 2), false), []);
    assert.deepEqual(problems(existing(2, 1), false), [rule("publicSubnetIds", 1)]);
  });

  it("demands nothing of the subnets of a service without load balancer", () => {
    assert.deepEqual(serviceNetworkProblems(existing(1, 0), declaredService(), []), []);
  });

  it("knows what cannot be reached through VPC endpoints", () => {
    const network = networkSchema.parse({ create: { egress: "vpc-endpoints" } });
    const settings = { image: "public.ecr.aws/nginx:1", enableExecuteCommand: true };
    const through = 'as network.create.egress is "vpc-endpoints"';
    assert.deepEqual(
      serviceNetworkProblems(network, declaredService(settings), ["services", 0]).map(formatProblem),
      [
        `services[0].image must be in a private Amazon ECR repository, ${through} (got "public.ecr.aws/nginx:1")`,
        `services[0].enableExecuteCommand must be false, ${through}: ECS Exec needs the internet (got true)`,
      ],
    );
  });

  it("lets private ECR repositories of every partition through VPC endpoints", () => {
    const network = networkSchema.parse({ create: { egress: "vpc-endpoints" } });
    const images = [
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1",
      "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1",
      "111122223333.dkr-ecr.us-east-1.on.aws/a:1",
    ];
    for (const image of images) {
      assert.deepEqual(serviceNetworkProblems(network, declaredService({ image }), []), []);
    }
  });

  it("lets everything out through NAT gateways", () => {
    const network = networkSchema.parse({ create: { egress: "nat-gateway" } });
    const settings = { image: "nginx:1", enableExecuteCommand: true };
    assert.deepEqual(serviceNetworkProblems(network, declaredService(settings), []), []);
  });
});
