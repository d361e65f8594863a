import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Violation } from "../../../../local/offline/analyze";
import { record, type Recording } from "../../../../local/offline/recorder";

class Service extends pulumi.ComponentResource {
  constructor(name: string, parent?: pulumi.Resource) {
    super("shop:components:Service", name, {}, parent === undefined ? {} : { parent });
    new aws.sns.Topic(name, {}, { parent: this });
  }
}

/** Records a stack of two services, of which one is made of another component, and of a resource of its own. */
export function recordServices(): Promise<Recording<unknown>> {
  const program = () => {
    const api = new Service("api");
    new Service("api-worker", api);
    new Service("web");
    new aws.sns.Topic("alerts");
  };
  return record(program, { preview: true, project: "shop", stack: "prod" });
}

/** URN of a resource of these services: the topic of that name. */
export function topicUrn(name: "api" | "api-worker" | "web" | "alerts"): string {
  const service = "shop:components:Service$";
  const parents = { api: service, "api-worker": service.repeat(2), web: service, alerts: "" }[name];
  return `urn:pulumi:prod::shop::${parents}aws:sns/topic:Topic::${name}`;
}

/** What a policy says of a topic. */
export function violation(
  name: Parameters<typeof topicUrn>[0],
  severity?: Violation["severity"],
  enforcementLevel: Violation["enforcementLevel"] = "mandatory",
): Violation {
  const resource = topicUrn(name);
  const policy = `topic-is-${severity ?? "unrated"}`;
  return { policy, enforcementLevel, resource, message: "it is", ...(severity && { severity }) };
}
