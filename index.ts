import * as pulumi from "@pulumi/pulumi";

import { Environment } from "./components/environment";
import { SecretBackedService } from "./components/secret-backed-service";
import { readStackConfig } from "./config";

const config = readStackConfig();
const tags = { ...config.tags, Environment: config.environment, Project: pulumi.getProject() };

const environment = new Environment(config.environment, { ...config, tags });

const deployed = config.services.map((service) => {
  const args = { ...config, environment, service, tags: { ...tags, Service: service.name } };
  const { serviceName, secretArns, url } = new SecretBackedService(service.name, args);
  return [service.name, { serviceName, secretArns, url }] as const;
});

export const clusterName = environment.clusterName;
export const keyArn = environment.keyArn;
export const alertTopicArn = environment.alertTopicArn;
/** Service name to the ECS service's name, the full ARN of each secret, and the load balancer's address. */
export const services = Object.fromEntries(deployed);
