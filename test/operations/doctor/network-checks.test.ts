import assert from "node:assert/strict";

import { covers } from "../../../operations/doctor/address-range";
import { neededByFunctions, neededByTasks, routeFindings } from "../../../operations/doctor/network-checks";
import { type ObservedNetwork } from "../../../operations/doctor/observe/network";
import { securityGroupFindings } from "../../../operations/doctor/security-group-checks";
import { endpointFor, httpsTo, networkWith, told } from "../../support/doctor/observed";

const placement = { subnetIds: ["subnet-1"], securityGroupIds: ["sg-tasks"], isPublic: false };
const subnetWith = (...routes: ObservedNetwork["subnets"][number]["routes"]) => [
  { id: "subnet-1", cidrBlock: "10.0.1.0/24", routes },
];
const byDefault = { DestinationCidrBlock: "0.0.0.0/0", State: "active" } as const;
const s3 = endpointFor("s3", { VpcEndpointType: "Gateway", PrivateDnsEnabled: false });
const interfaces = ["secretsmanager", "ecr.api", "ecr.dkr", "logs"].map((service) => endpointFor(service));

function routesOf(network: ObservedNetwork | undefined, isPublic = false): string[] {
  return told(routeFindings("service", { ...placement, isPublic }, { seen: network }, neededByTasks));
}

describe("the doctor's checks of a network", () => {
  it("finds a way out by a NAT, transit or other gateway, an interface, or with a public address", () => {
    for (const route of [
      { ...byDefault, NatGatewayId: "nat-1" },
      { ...byDefault, TransitGatewayId: "tgw-1" },
      { ...byDefault, NetworkInterfaceId: "eni-1" },
      { ...byDefault, GatewayId: "vgw-1" },
    ]) {
      assert.deepEqual(routesOf(networkWith({ subnets: subnetWith(route) })), []);
    }
    const subnets = subnetWith({ ...byDefault, GatewayId: "igw-1" });
    assert.deepEqual(routesOf(networkWith({ subnets }), true), []);
  });

  it("finds a way to endpoints in place of one out, unless one is missing, not ready or without private DNS", () => {
    const subnets = subnetWith();
    assert.deepEqual(routesOf(networkWith({ subnets, endpoints: [...interfaces, s3] })), []);
    const lame = [
      endpointFor("secretsmanager", { PrivateDnsEnabled: false }),
      endpointFor("ecr.api", { State: "Pending" }),
      ...interfaces.slice(3),
    ];
    assert.deepEqual(routesOf(networkWith({ subnets, endpoints: lame })), [
      "problem network-route: subnet-1 has no default route, and there is no endpoint for secretsmanager, ecr.api, ecr.dkr, s3",
    ]);
    const forFunction = routeFindings(
      "function",
      placement,
      { seen: networkWith({ subnets, endpoints: interfaces.slice(0, 1) }) },
      neededByFunctions,
    );
    assert.deepEqual(told(forFunction), []);
  });

  it("says why a default route is of no use", () => {
    const lack = ", and there is no endpoint for secretsmanager, ecr.api, ecr.dkr, logs, s3";
    const private_ = subnetWith({ ...byDefault, GatewayId: "igw-1" });
    assert.deepEqual(routesOf(networkWith({ subnets: private_ })), [
      `problem network-route: subnet-1 has a default route to an internet gateway, which is of no use without a public address${lack}`,
    ]);
    const gone = subnetWith({ ...byDefault, NatGatewayId: "nat-1", State: "blackhole" });
    assert.deepEqual(routesOf(networkWith({ subnets: gone })), [
      `problem network-route: subnet-1 has a default route to a NAT gateway that is gone${lack}`,
    ]);
  });

  it("says that a subnet or a security group is gone, or could not be seen", () => {
    assert.deepEqual(routesOf(undefined), [
      "problem network-route: of its subnets subnet-1 and security groups sg-tasks, one is not there",
    ]);
    assert.deepEqual(told(routeFindings("service", placement, { hidden: "no" }, neededByTasks)), [
      "unknown network-route: could not look: no",
    ]);
  });

  const groups = (rule: object) => [{ GroupId: "sg-tasks", IpPermissionsEgress: [rule] }];

  it("wants HTTPS let out to Secrets Manager, at large or to its endpoint", () => {
    const outOf = (rule: object, endpoints: ObservedNetwork["endpoints"] = []) =>
      told(
        securityGroupFindings(
          "service",
          networkWith({ securityGroups: groups(rule), endpoints }),
          neededByTasks,
        ),
      );
    const shut = ["problem security-group: sg-tasks let no HTTPS out to Secrets Manager"];
    const toGroup = {
      IpProtocol: "tcp",
      FromPort: 443,
      ToPort: 443,
      UserIdGroupPairs: [{ GroupId: "sg-endpoints" }],
    };
    const own = [endpointFor("secretsmanager")];
    assert.deepEqual(outOf({ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }), []);
    assert.deepEqual(outOf(httpsTo("10.0.0.0/16"), own), []);
    assert.deepEqual(outOf(toGroup, own), []);
    assert.deepEqual(outOf(toGroup), shut);
    assert.deepEqual(outOf(httpsTo("10.0.0.0/16")), shut);
    assert.deepEqual(outOf({ ...httpsTo("0.0.0.0/0"), FromPort: 80, ToPort: 80 }), shut);
    assert.deepEqual(outOf({ ...httpsTo("0.0.0.0/0"), IpProtocol: "udp" }), shut);
    const toList = {
      IpProtocol: "tcp",
      FromPort: 443,
      ToPort: 443,
      PrefixListIds: [{ PrefixListId: "pl-1" }],
    };
    assert.deepEqual(outOf(toList), [
      "unknown security-group: could not look: sg-tasks let HTTPS out to prefix lists, which are not looked into",
    ]);
  });

  it("wants HTTPS let into every endpoint that is used", () => {
    const into = (rule: object) => {
      const logs = endpointFor("logs", { securityGroups: [{ GroupId: "sg-logs", IpPermissions: [rule] }] });
      return told(securityGroupFindings("service", networkWith({ endpoints: [logs, s3] }), neededByTasks));
    };
    assert.deepEqual(into(httpsTo("10.0.1.0/24")), []);
    assert.deepEqual(into({ ...httpsTo("10.9.0.0/16"), UserIdGroupPairs: [{ GroupId: "sg-tasks" }] }), []);
    assert.deepEqual(into(httpsTo("10.0.2.0/24")), [
      "problem endpoint-security-group: vpce-logs, the endpoint for logs, lets no HTTPS in from subnet-1 (10.0.1.0/24)",
    ]);
  });

  it("knows which blocks of addresses hold which", () => {
    const cases: [string, string, boolean][] = [
      ["0.0.0.0/0", "10.0.1.0/24", true],
      ["10.0.0.0/16", "10.0.1.0/24", true],
      ["10.0.1.0/24", "10.0.0.0/16", false],
      ["10.0.1.7", "10.0.1.7/32", true],
      ["10.0.2.0/24", "10.0.1.0/24", false],
    ];
    assert.deepEqual(
      cases.map(([block, other]) => covers(block, other)),
      cases.map(([, , is]) => is),
    );
  });
});
