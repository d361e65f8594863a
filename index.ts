import * as pulumi from "@pulumi/pulumi";

import { BreakGlass } from "./components/break-glass";
import { BreakGlassPart } from "./components/break-glass-part";
import { DeliveryAccess } from "./components/delivery-access";
import { DeveloperAccess } from "./components/developer-access";
import { Environment } from "./components/environment";
import { EnvironmentOverview } from "./components/environment-overview";
import { EnvironmentPart } from "./components/environment-part";
import { clusterTag } from "./components/existing-cluster";
import { RegionalEnvironment } from "./components/regional-environment";
import { SecretBackedService } from "./components/secret-backed-service";
import { type SharedEnvironment } from "./components/shared-environment";
import { joinEnvironment, type JoinedConfig, readStackConfig, type StackConfig } from "./config";
import { type DeclaredOutputs } from "./config/environment-outputs";

/** Deploys an environment with its services, a part of the services of another stack's, or services that use replicas of its secrets. */
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
    const serviceTags = { ...tags, ...clusterTag(config.cluster), Service: service.name };
    const args = { ...config, environment, service, tags: serviceTags };
    const { serviceName, secretArns, url } = new SecretBackedService(service.name, args);
    return [service.name, { serviceName, secretArns, url }] as const;
  });
  const { clusterName, keyArn, alertTopicArn } = environment;
  /** Service name to the ECS service's name, the full ARN of each secret, and the load balancer's address. */
  const outputs = { clusterName, keyArn, alertTopicArn, services: Object.fromEntries(deployed) };
  if (environment instanceof RegionalEnvironment) return outputs;

  const services = deployed.map(([name, { secretArns }]) => ({ name, secretArns }));
  new EnvironmentOverview("overview", { ...config, environment, services, tags }, { parent: environment });
  const secrets = deployed.flatMap(([, { secretArns }]) => Object.entries(secretArns));
  giveAccess(config, environment, secrets, tags);
  if (config.part !== undefined) return outputs;
  return { ...outputs, environment: outputsForParts(config, environment) };
};

type Config = StackConfig | JoinedConfig;
type Tags = Record<string, string>;

function createEnvironment(config: Config, tags: Tags): Environment | EnvironmentPart | RegionalEnvironment {
  const { environment, stack } = config;
  const { administrators, breakGlass, developers, rolePath, permissionsBoundaryArn } = config.access;
  const roleSettings = { path: rolePath, permissionsBoundaryArn };
  const access = {
    roleSettings,
    wall: environment === "prod" ? { administrators, breakGlass: breakGlass !== undefined } : undefined,
    developers,
    tags,
  };
  if (config.part !== undefined) return new EnvironmentPart(stack, { ...config, ...access });
  if (config.replicaOf !== undefined) {
    const region = stack.slice(`${environment}-`.length);
    return new RegionalEnvironment(environment, { ...config, region, roleSettings, tags });
  }
  const hasDeliveryRoles = config.delivery !== undefined;
  return new Environment(environment, { ...config, ...access, hasDeliveryRoles });
}

/** Gives people and pipelines what is declared. */
function giveAccess(
  config: Config,
  environment: Environment | EnvironmentPart,
  secrets: [name: string, arn: pulumi.Output<string>][],
  tags: Tags,
): void {
  const { developers, breakGlass, rolePath: path } = config.access;
  const { environment: name, stack, aws: context, keyArn, replicas, roleSettings } = environment;
  const access = {
    environment: name,
    stack,
    secretNames: secrets.map(([secret]) => secret),
    secretArns: secrets.map(([, arn]) => arn),
    keyArn,
    replicas,
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
  { network, cluster, access, rollout, monitoring, delivery, services }: StackConfig,
  environment: SharedEnvironment,
): pulumi.Output<DeclaredOutputs> {
  const watched: Partial<typeof monitoring> = { ...monitoring };
  delete watched.subscriptions; // the topic has them, and an address may be a credential
  const { vpcId, privateSubnetIds, publicSubnetIds, endpoints, clusterArn, clusterName } = environment;
  const { alertTopicArn, alertKeyArn, trailLogGroupName } = environment;
  return pulumi.output({
    settings: {
      network,
      cluster,
      access,
      rollout,
      monitoring: watched,
      hasDeliveryRoles: delivery !== undefined,
    },
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
