import * as pulumi from "@pulumi/pulumi";

import { BreakGlass } from "./components/break-glass";
import { DeliveryAccess } from "./components/delivery-access";
import { DeveloperAccess } from "./components/developer-access";
import { Environment } from "./components/environment";
import { EnvironmentOverview } from "./components/environment-overview";
import { SecretBackedService } from "./components/secret-backed-service";
import { clusterTag } from "./components/existing-cluster";
import { readStackConfig } from "./config";

const config = readStackConfig();
const { administrators, breakGlass, developers, rolePath, permissionsBoundaryArn } = config.access;
const tags = { ...config.tags, Environment: config.environment, Project: pulumi.getProject() };
const roleSettings = { path: rolePath, permissionsBoundaryArn };

const environment = new Environment(config.environment, {
  ...config,
  roleSettings,
  wall: config.environment === "prod" ? { administrators, breakGlass: breakGlass !== undefined } : undefined,
  hasDeliveryRoles: config.delivery !== undefined,
  developers,
  tags,
});

const deployed = config.services.map((service) => {
  const args = {
    ...config,
    environment,
    service,
    tags: { ...tags, ...clusterTag(config.cluster), Service: service.name },
  };
  const { serviceName, secretArns, url } = new SecretBackedService(service.name, args);
  return [service.name, { serviceName, secretArns, url }] as const;
});

new EnvironmentOverview(
  "overview",
  {
    ...config,
    environment,
    services: deployed.map(([name, { secretArns }]) => ({ name, secretArns })),
    tags,
  },
  { parent: environment },
);

const secrets = deployed.flatMap(([, service]) => Object.entries(service.secretArns));
const access = {
  environment: config.environment,
  secretNames: secrets.map(([name]) => name),
  secretArns: secrets.map(([, arn]) => arn),
  keyArn: environment.keyArn,
  context: environment.aws,
  tags,
};
if (developers) {
  new DeveloperAccess("developers", { ...access, ...developers, path: rolePath }, { parent: environment });
}
if (breakGlass) {
  new BreakGlass("break-glass", { ...access, ...breakGlass, roleSettings }, { parent: environment });
}
if (config.delivery) {
  const { environment: name, aws: context } = environment;
  new DeliveryAccess(
    "delivery",
    { ...config.delivery, environment: name, context, roleSettings, tags },
    { parent: environment },
  );
}

export const clusterName = environment.clusterName;
export const keyArn = environment.keyArn;
export const alertTopicArn = environment.alertTopicArn;
/** Service name to the ECS service's name, the full ARN of each secret, and the load balancer's address. */
export const services = Object.fromEntries(deployed);
