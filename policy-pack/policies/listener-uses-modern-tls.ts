import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";

const property = "sslPolicy";
const wayOut = "use ELBSecurityPolicy-TLS13-1-2-Res-2021-06 or a later one";

export const listenerUsesModernTls = inputPolicy({
  name: "listener-uses-modern-tls",
  description: "A load balancer speaks TLS 1.2 and 1.3 only, with forward secrecy.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set the listener's sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06. Left out, it is ELBSecurityPolicy-2016-08, which speaks TLS 1.0.",
  framework: awsFoundationalSecurity(
    "ELB.17",
    "Application and Network Load Balancers with listeners should use recommended security policies",
  ),
  configSchema: {
    properties: {
      furtherPolicies: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Security policies that may be used beside those of TLS 1.2 and 1.3 with forward secrecy.",
      },
    },
  },
  inspect: { "aws:lb/listener:Listener": findingsOf, "aws:alb/listener:Listener": findingsOf },
});

/** Policies of the kind `Ext` add ciphers without forward secrecy. */
const modern = /^ELBSecurityPolicy-(?:TLS13-1-[23]-(?!Ext)|FS-1-2-)/;

function findingsOf(listener: Fields, { config }: Context): Finding[] {
  const protocol = textAt(listener, "protocol");
  if (protocol === notKnown) return [{ doubt: "protocol", property: "protocol" }];
  if (protocol !== "HTTPS" && protocol !== "TLS") return [];
  const policy = textAt(listener, property);
  if (policy === notKnown) return [{ doubt: property, property }];
  if (policy === undefined) return [{ fault: `${property} is missing, which allows TLS 1.0: ${wayOut}` }];
  if (modern.test(policy) || valuesAt(config, "furtherPolicies").includes(policy)) return [];
  return [{ fault: `${property} is ${policy}, which allows old protocols or ciphers: ${wayOut}` }];
}
