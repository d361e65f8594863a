import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";

const property = "protocol";

export const topicSubscriptionUsesTls = inputPolicy({
  name: "topic-subscription-uses-tls",
  description: "No subscription sends a topic's messages to an address in plain text.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Set the subscription's protocol to https, and have the endpoint's address begin so.",
  framework: nist80053("SC-8(1)", "Transmission Confidentiality and Integrity: Cryptographic Protection"),
  inspect: {
    "aws:sns/topicSubscription:TopicSubscription": (subscription) =>
      judgeText(subscription, property, { place: property, property }, (protocol) =>
        protocol === "http" ? "is http, which sends messages in plain text: use https" : undefined,
      ),
  },
});
