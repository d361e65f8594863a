import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";

const property = "dropInvalidHeaderFields";

export const loadBalancerDropsInvalidHeaders = inputPolicy({
  name: "load-balancer-drops-invalid-headers",
  description:
    "An Application Load Balancer drops header fields that are not valid, which tasks might read otherwise than it does.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the load balancer's dropInvalidHeaderFields to true.",
  framework: awsFoundationalSecurity(
    "ELB.4",
    "Application Load Balancer should be configured to drop invalid http headers",
  ),
  inspect: {
    "aws:lb/loadBalancer:LoadBalancer": findingsOf,
    "aws:alb/loadBalancer:LoadBalancer": findingsOf,
  },
});

function findingsOf(loadBalancer: Fields): Finding[] {
  if ((textAt(loadBalancer, "loadBalancerType") ?? "application") !== "application") return [];
  const [drops = false] = valuesAt(loadBalancer, property);
  if (drops === notKnown) return [{ doubt: property, property }];
  return drops === true ? [] : [{ fault: `${property} is not true: set it` }];
}
