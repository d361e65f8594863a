import { type PolicyResource } from "@pulumi/policy";

import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, readProperties, textAt, type Value, valuesAt } from "../known-values";

const wayOut = "use HTTPS, or redirect to it";

export const loadBalancerListensOnHttpsOnly = inputPolicy({
  name: "load-balancer-listens-on-https-only",
  description: "A load balancer takes no request in the clear, but to redirect it to HTTPS.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set the listener's protocol to HTTPS and give it a certificate. A listener of HTTP may redirect: defaultActions of the type redirect, whose protocol is HTTPS; its rules may do nothing else either.",
  framework: awsFoundationalSecurity(
    "ELB.1",
    "Application Load Balancer should be configured to redirect all HTTP requests to HTTPS",
  ),
  inspect: {
    "aws:lb/listener:Listener": listenerFindings,
    "aws:alb/listener:Listener": listenerFindings,
    "aws:lb/listenerRule:ListenerRule": ruleFindings,
    "aws:alb/listenerRule:ListenerRule": ruleFindings,
    "aws:elb/loadBalancer:LoadBalancer": classicFindings,
  },
  settle: (doubt, origins) => {
    if (!doubt.negligible) return doubt;
    if (!origins.some(isPlainListener)) return undefined;
    return { fault: `${doubt.doubt} what comes in over HTTP: ${wayOut}` };
  },
});

function listenerFindings(listener: Fields): Finding[] {
  const protocol = protocolOf(listener);
  if (protocol === notKnown) return [{ doubt: "protocol", property: "protocol" }];
  if (protocol !== "HTTP") return [];
  const actions = valuesAt(listener, "defaultActions");
  const redirects = actions.map(redirectsToHttps);
  if (redirects.includes(false) || actions.length === 0)
    return [{ fault: `protocol is HTTP, and a default action is no redirect to HTTPS: ${wayOut}` }];
  return redirects.includes(notKnown) ? [{ doubt: "defaultActions", property: "defaultActions" }] : [];
}

/** HTTP is what an Application Load Balancer takes when it is not told; a Gateway Load Balancer has no port either. */
function protocolOf(listener: Fields): string | typeof notKnown | undefined {
  const byDefault = valuesAt(listener, "port").length > 0 ? "HTTP" : undefined;
  return textAt(listener, "protocol") ?? byDefault;
}

/** A redirect keeps the protocol when it names none. */
function redirectsToHttps(action: Value): boolean | typeof notKnown {
  const type = textAt(action, "type");
  const [redirect = null] = valuesAt(action, "redirect");
  const protocol = textAt(redirect, "protocol");
  if (type === notKnown || (type === "redirect" && protocol === notKnown)) return notKnown;
  return type === "redirect" && protocol === "HTTPS";
}

/** A rule decides before its listener's default actions; which listener that is, the stack knows. */
function ruleFindings(rule: Fields): Finding[] {
  const forwards = valuesAt(rule, "actions").some((action) => redirectsToHttps(action) === false);
  return forwards ? [{ doubt: "actions answer or forward", property: "listenerArn", negligible: true }] : [];
}

function isPlainListener({ type, props }: PolicyResource): boolean {
  return /^aws:a?lb\/listener:Listener$/.test(type) && protocolOf(readProperties(props)) === "HTTP";
}

function classicFindings(loadBalancer: Fields): Finding[] {
  return valuesAt(loadBalancer, "listeners").flatMap((listener, index): Finding[] => {
    const place = `listeners[${index}].lbProtocol`;
    const protocol = textAt(listener, "lbProtocol");
    if (protocol === notKnown) return [{ doubt: place, property: "listeners" }];
    return protocol?.toLowerCase() === "http" ? [{ fault: `${place} is ${protocol}: use https` }] : [];
  });
}
