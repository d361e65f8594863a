import * as pulumi from "@pulumi/pulumi";

import { BreakGlass } from "./components/break-glass";
import { BreakGlassPart } from "./components/break-glass-part";
import { DeliveryAccess } from "./components/delivery-access";
import { DeveloperAccess } from "./components/developer-access";
import { Environment } from "./components/environment";
import { EnvironmentOverview } from "./components/environment-overview";
import { EnvironmentPart } from "./components/environment-part";
import { SecretBackedService } from "./components/secret-backed-service";
import { type SharedEnvironment } from "./components/shared-environment";
import { joinEnvironment, type JoinedConfig, readStackConfig, type StackConfig } from "./config";
import { type DeclaredOutputs } from "./config/environment-outputs";

/** Deploys an environment with its services, or a part of the services of an environment that another stack makes. */
export = async function program() {
  const declared = readStackConfig();
  const config = declared.part === undefined ? declared : await joinEnvironment(declared);
  const tags = {
    ...config.tags,
    Environment: config.environment,
    Project: pulumi.getProject(),
    ...(config.part !== undefined && { Part: config.part }),
  };
  const environment = createEnvironment(config, tags);

  const deployed = config.services.map((service) => {
    const args = { ...config, environment, service, tags: { ...tags, Service: service.name } };
    const { serviceName, secretArns, url } = new SecretBackedService(service.name, args);
    return [service.name, { serviceName, secretArns, url }] as const;
  });
  const services = deployed.map(([name, { secretArns }]) => ({ name, secretArns }));
  new EnvironmentOverview("overview", { ...config, environment, services, tags }, { parent: environment });
  const secrets = deployed.flatMap(([, { secretArns }]) => Object.entries(secretArns));
  giveAccess(config, environment, secrets, tags);

  const { clusterName, keyArn, alertTopicArn } = environment;
  return {
    clusterName,
    keyArn,
    alertTopicArn,
    /** Service name to the ECS service's name, the full ARN of each secret, and the load balancer's address. */
    services: Object.fromEntries(deployed),
    ...(config.part === undefined && { environment: outputsForParts(config, environment) }),
  };
};

type Config = StackConfig | JoinedConfig;
type Tags = Record<string, string>;

function createEnvironment(config: Config, tags: Tags): Environment | EnvironmentPart {
  const { administrators, breakGlass, developers, rolePath, permissionsBoundaryArn } = config.access;
  const access = {
    roleSettings: { path: rolePath, permissionsBoundaryArn },
    wall:
      config.environment === "prod" ? { administrators, breakGlass: breakGlass !== undefined } : undefined,
    developers,
    tags,
  };
  if (config.part !== undefined) return new EnvironmentPart(config.stack, { ...config, ...access });
  const hasDeliveryRoles = config.delivery !== undefined;
  return new Environment(config.environment, { ...config, ...access, hasDeliveryRoles });
}

/** Gives people and pipelines what is declared. */
function giveAccess(
  config: Config,
  environment: Environment | EnvironmentPart,
  secrets: [name: string, arn: pulumi.Output<string>][],
  tags: Tags,
): void {
  const { developers, breakGlass, rolePath: path } = config.access;
  const { environment: name, stack, aws: context, keyArn, roleSettings } = environment;
  const access = {
    environment: name,
    stack,
    secretNames: secrets.map(([secret]) => secret),
    secretArns: secrets.map(([, arn]) => arn),
    keyArn,
    context,
    tags,
  };
  const options = { parent: environment };
  if (developers) new DeveloperAccess("developers", { ...access, ...developers, path }, options);
  if (config.part !== undefined) {
    if (breakGlass) new BreakGlassPart("break-glass", { ...access, path }, options);
    return;
  }
  if (breakGlass) new BreakGlass("break-glass", { ...access, ...breakGlass, roleSettings }, options);
  if (config.delivery) {
    const delivery = { ...config.delivery, environment: name, context, roleSettings, tags };
    new DeliveryAccess("delivery", delivery, options);
  }
}

/** What stacks with a part of the environment's services read of it. */
function outputsForParts(
  { network, access, rollout, monitoring, delivery, services }: StackConfig,
  environment: SharedEnvironment,
): pulumi.Output<DeclaredOutputs> {
  const watched: Partial<typeof monitoring> = { ...monitoring };
  delete watched.subscriptions; // the topic has them, and an address may be a credential
  const { vpcId, privateSubnetIds, publicSubnetIds, endpoints, clusterArn, clusterName } = environment;
  const { alertTopicArn, alertKeyArn, trailLogGroupName } = environment;
  return pulumi.output({
    settings: { network, access, rollout, monitoring: watched, hasDeliveryRoles: delivery !== undefined },
    serviceNames: services.map(({ name }) => name),
    vpcId,
    privateSubnetIds,
    publicSubnetIds,
    endpoints,
    clusterArn,
    clusterName,
    alertTopicArn,
    alertKeyArn,
    trailLogGroupName,
  });
}
