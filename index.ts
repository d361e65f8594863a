import * as pulumi from "@pulumi/pulumi";

import { BreakGlass } from "./components/break-glass";
import { DeliveryAccess } from "./components/delivery-access";
import { DeveloperAccess } from "./components/developer-access";
import { Environment } from "./components/environment";
import { EnvironmentOverview } from "./components/environment-overview";
import { RegionalEnvironment } from "./components/regional-environment";
import { SecretBackedService } from "./components/secret-backed-service";
import { clusterTag } from "./components/existing-cluster";
import { readStackConfig } from "./config";

const config = readStackConfig();
const { administrators, breakGlass, developers, rolePath, permissionsBoundaryArn } = config.access;
const tags = { ...config.tags, Environment: config.environment, Project: pulumi.getProject() };
const roleSettings = { path: rolePath, permissionsBoundaryArn };

const environment = config.replicaOf === undefined ? createEnvironment() : createRegionalEnvironment();

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

if (environment instanceof Environment) {
  createOverview(environment);
  createAccess(environment);
}

export const clusterName = environment.clusterName;
export const keyArn = environment.keyArn;
export const alertTopicArn = environment.alertTopicArn;
/** Service name to the ECS service's name, the full ARN of each secret, and the load balancer's address. */
export const services = Object.fromEntries(deployed);

function createEnvironment(): Environment {
  return new Environment(config.environment, {
    ...config,
    roleSettings,
    wall:
      config.environment === "prod" ? { administrators, breakGlass: breakGlass !== undefined } : undefined,
    hasDeliveryRoles: config.delivery !== undefined,
    developers,
    tags,
  });
}

/** A stack of replicas is named `<environment>-<region>`. */
function createRegionalEnvironment(): RegionalEnvironment {
  const region = pulumi.getStack().slice(config.environment.length + 1);
  return new RegionalEnvironment(config.environment, { ...config, region, roleSettings, tags });
}

function createOverview(parent: Environment): void {
  const services = deployed.map(([name, { secretArns }]) => ({ name, secretArns }));
  new EnvironmentOverview("overview", { ...config, environment: parent, services, tags }, { parent });
}

/** Who gets at the secrets, beside the services. */
function createAccess(parent: Environment): void {
  const secrets = deployed.flatMap(([, service]) => Object.entries(service.secretArns));
  const { environment: name, aws: context, keyArn, replicas } = parent;
  const access = {
    environment: name,
    secretNames: secrets.map(([secret]) => secret),
    secretArns: secrets.map(([, arn]) => arn),
    keyArn,
    replicas,
    context,
    tags,
  };
  if (developers) new DeveloperAccess("developers", { ...access, ...developers, path: rolePath }, { parent });
  if (breakGlass) new BreakGlass("break-glass", { ...access, ...breakGlass, roleSettings }, { parent });
  if (!config.delivery) return;
  const delivery = { ...config.delivery, environment: name, context, roleSettings, tags };
  new DeliveryAccess("delivery", delivery, { parent });
}
