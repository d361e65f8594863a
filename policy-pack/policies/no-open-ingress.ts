import { type PolicyResource } from "@pulumi/policy";

import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy, type StackContext } from "../input-policy";
import { type Fields, notKnown, readProperty, textAt, textOf, type Value, valuesAt } from "../known-values";
import { isWorldwide } from "../ip-ranges";
import { oncePerStack, originUrns, resourcesOfType } from "../stack-resources";

const wayOut = "name the callers' ranges, or their security group";

export const noOpenIngress = inputPolicy({
  name: "no-open-ingress",
  description:
    "No security group lets the internet in, but for the public ports of a load balancer that is meant to face it.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Let in a load balancer by its security group, and callers by their ranges. Half of the internet, such as 0.0.0.0/1, counts as all of it. Only the security groups of load balancers that are not internal may let everyone in, on publicPorts.",
  framework: awsFoundationalSecurity(
    "EC2.18",
    "Security groups should only allow unrestricted incoming traffic for authorized ports",
  ),
  configSchema: {
    properties: {
      publicPorts: {
        type: "array",
        items: { type: "integer" },
        default: [80, 443],
        description: "Ports on which a load balancer may face the internet.",
      },
    },
  },
  inspect: {
    "aws:ec2/securityGroup:SecurityGroup": inlineRules,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": inlineRules,
    "aws:ec2/securityGroupRule:SecurityGroupRule": (rule, context) => {
      const type = textAt(rule, "type");
      return type === "egress" ? [] : judge(rule, "", "securityGroupId", context);
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (rule, context) =>
      judge(rule, "", "securityGroupId", context),
  },
  settle: (doubt, origins, context) => {
    if (!doubt.negligible) return doubt;
    const own = doubt.property === "ingress" ? [context.resource] : origins;
    if (own.some((group) => isOfPublicLoadBalancer(group, context))) return undefined;
    return {
      fault: `${doubt.doubt}, and is not of an internet-facing load balancer of the stack: ${wayOut}`,
    };
  },
});

function inlineRules(group: Fields, context: Context): Finding[] {
  return valuesAt(group, "ingress").flatMap((rule, index) =>
    judge(rule, `ingress[${index}] `, "ingress", context),
  );
}

/** The stack decides on a public port: whether it is a load balancer's is not known from the rule alone. */
function judge(rule: Value, label: string, property: string, { config }: Context): Finding[] {
  const ranges = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"]
    .flatMap((key) => valuesAt(rule, key))
    .map(textOf);
  const open = ranges.find((range) => typeof range === "string" && isWorldwide(range));
  if (typeof open !== "string")
    return ranges.includes(notKnown) ? [{ doubt: `${label}ranges`, property }] : [];
  const ports = portsOf(rule);
  if (ports === notKnown) return [{ doubt: `${label}ports`, property }];
  const fault = `${label}lets ${open} in on ${ports}`;
  const isPublic = valuesAt(config, "publicPorts").some((port) => ports === `port ${String(textOf(port))}`);
  return isPublic ? [{ doubt: fault, property, negligible: true }] : [{ fault: `${fault}: ${wayOut}` }];
}

function portsOf(rule: Value): string | typeof notKnown {
  const protocol = textAt(rule, "ipProtocol") ?? textAt(rule, "protocol");
  const from = textAt(rule, "fromPort");
  const to = textAt(rule, "toPort");
  if (protocol === "-1" || protocol === "all") return "all ports";
  if (protocol === notKnown || from === notKnown || to === notKnown) return notKnown;
  if (from === undefined || to === undefined) return "all ports";
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}

function isOfPublicLoadBalancer({ urn }: PolicyResource, { resources }: StackContext): boolean {
  return groupsOfPublicLoadBalancers(resources).has(urn);
}

const groupsOfPublicLoadBalancers = oncePerStack((resources) => {
  const types = ["lb", "alb", "elb"].map((service) => `aws:${service}/loadBalancer:LoadBalancer`);
  const open = resourcesOfType(resources, ...types).filter(
    ({ props }) => readProperty(props, "internal") !== true,
  );
  return originUrns(open, "securityGroups");
});
