import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { containerDefinition, type InjectedSecret, volumesOf } from "./container-definition";
import { createFargateService } from "./fargate-service";
import { FargateTask } from "./fargate-task";
import { logGroupName } from "./key-policy";
import { RegionalEnvironment } from "./regional-environment";
import { findReplicas } from "./replicas";
import { rotateSecrets } from "./secret-rotation";
import { ServiceAlarms } from "./service-alarms";
import { createServiceAutoscaling } from "./service-autoscaling";
import { ServiceLoadBalancer } from "./service-load-balancer";
import { createServiceRoles, type ServiceRoles } from "./service-roles";
import { type ServiceSecret } from "./service-secret";
import { createServiceSecrets, type ServiceSecretsArgs } from "./service-secrets";
import { createServiceSecurityGroup } from "./service-security-group";
import { type ServiceSpec } from "./service-spec";
import { type SharedEnvironment } from "./shared-environment";

export interface SecretBackedServiceArgs extends Omit<ServiceSecretsArgs, "environment"> {
  /** Where it runs. In another Region than its secrets', it uses their replicas. */
  environment: SharedEnvironment | RegionalEnvironment;
  service: ServiceSpec;
  logRetentionInDays: number;
  /** Protects secrets, logs and load balancer from deletion. */
  deletionProtection: boolean;
}

/** A microservice on ECS Fargate that receives every key of its secrets as an environment variable, by reference. */
export class SecretBackedService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  /** Secret name to full ARN. */
  readonly secretArns: Record<string, pulumi.Output<string>>;
  /** Address of the load balancer, where there is one. */
  readonly url?: pulumi.Output<string>;

  constructor(name: string, args: SecretBackedServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("secret-backed-services:components:SecretBackedService", name, publicInputs(args), opts);
    const childOptions = { parent: this };
    const own = createSecrets(name, args, childOptions);
    const secrets = own ?? findReplicas(args.service, args.environment.environment, childOptions);
    const logGroup = createLogGroup(name, args, childOptions);
    const secretArns = secrets.map((secret) => secret.arn);
    const roles = createServiceRoles(name, { ...args, secretArns, logGroupArn: logGroup.arn }, childOptions);
    const task = createTask(name, args, { secrets, logGroup, roles }, childOptions);
    const loadBalancer = createLoadBalancer(name, args, childOptions);
    const firstValues = own?.map((secret) => secret.firstValue) ?? [];
    const service = createService(name, args, { firstValues, roles, task, loadBalancer }, childOptions);
    if (own) rotate(name, args, own, childOptions);
    createAutoscaling(name, args, service, childOptions);

    this.serviceName = service.name;
    this.secretArns = Object.fromEntries(secrets.map((secret) => [secret.secretName, secret.arn]));
    createAlarms(name, args, this.secretArns, childOptions);
    if (loadBalancer) this.url = loadBalancer.url;
    this.registerOutputs({ serviceName: this.serviceName, secretArns: this.secretArns, url: this.url });
  }
}

/** What the engine records of the component: its declaration, without values. */
function publicInputs({ environment, service, deletionProtection }: SecretBackedServiceArgs) {
  return {
    environment: environment.environment,
    service: service.name,
    declaration: service,
    deletionProtection,
  };
}

/** Where its secrets are replicas, the service has none of its own. */
function createSecrets(
  name: string,
  { environment, ...args }: SecretBackedServiceArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceSecret[] | undefined {
  if (environment instanceof RegionalEnvironment) return undefined;
  return createServiceSecrets(name, { ...args, environment }, opts);
}

function createLogGroup(
  name: string,
  { environment, service, logRetentionInDays, deletionProtection, tags }: SecretBackedServiceArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    {
      name: logGroupName(environment.environment, service.name),
      retentionInDays: logRetentionInDays,
      kmsKeyId: environment.keyArn,
      tags,
    },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
}

function createTask(
  name: string,
  { environment, service, tags }: SecretBackedServiceArgs,
  {
    secrets,
    logGroup,
    roles,
  }: { secrets: InjectedSecret[]; logGroup: aws.cloudwatch.LogGroup; roles: ServiceRoles },
  opts: pulumi.ComponentResourceOptions,
): FargateTask {
  const { cpu, memory, architecture, ephemeralStorage, writablePaths } = service;
  const container = containerDefinition({
    ...service,
    secrets,
    logGroup: logGroup.name,
    region: environment.aws.region,
  });
  return new FargateTask(
    name,
    {
      family: `${service.name}-${environment.environment}`,
      containers: [container],
      volumes: volumesOf(writablePaths),
      cpu,
      memory,
      architecture,
      ephemeralStorage,
      executionRoleArn: roles.execution.arn,
      taskRoleArn: roles.task.arn,
      tags,
    },
    opts,
  );
}

function createLoadBalancer(
  name: string,
  { environment, service, deletionProtection, tags }: SecretBackedServiceArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceLoadBalancer | undefined {
  const { loadBalancer, port } = service;
  if (!loadBalancer) return undefined;
  if (port === undefined) throw new RangeError(`port must be set for the load balancer of ${service.name}`);
  const args = { ...loadBalancer, service: service.name, environment, port, deletionProtection, tags };
  return new ServiceLoadBalancer(`${name}-load-balancer`, args, opts);
}

function createService(
  name: string,
  { environment, service, tags }: SecretBackedServiceArgs,
  parts: {
    firstValues: pulumi.Resource[];
    roles: ServiceRoles;
    task: FargateTask;
    loadBalancer: ServiceLoadBalancer | undefined;
  },
  opts: pulumi.CustomResourceOptions,
): aws.ecs.Service {
  const { firstValues, roles, task, loadBalancer } = parts;
  const { port, egress } = service;
  const securityGroup = createServiceSecurityGroup(
    name,
    { service: service.name, environment, port, egress, loadBalancer, tags },
    opts,
  );
  const { taskDefinitionArn } = task;
  const dependsOn = [...roles.execution.policies, ...roles.task.policies, ...firstValues];
  const securityGroupId = securityGroup.id;
  return createFargateService(
    name,
    { environment, service, taskDefinitionArn, securityGroupId, loadBalancer, dependsOn, tags },
    opts,
  );
}

function rotate(
  name: string,
  { environment, ...args }: SecretBackedServiceArgs,
  secrets: ServiceSecret[],
  opts: pulumi.ComponentResourceOptions,
): void {
  if (environment instanceof RegionalEnvironment) return;
  rotateSecrets(name, { ...args, environment, secrets }, opts);
}

function createAutoscaling(
  name: string,
  { environment, service, tags }: SecretBackedServiceArgs,
  ecsService: aws.ecs.Service,
  opts: pulumi.CustomResourceOptions,
): void {
  if (!service.autoscaling) return;
  const { clusterName } = environment;
  createServiceAutoscaling(
    name,
    { ...service.autoscaling, clusterName, serviceName: ecsService.name, tags },
    opts,
  );
}

/** Where a service has no secret, there is nothing to watch. Reads of replicas are watched in the primary Region, with all others. */
function createAlarms(
  name: string,
  { environment, service, tags }: SecretBackedServiceArgs,
  secretArns: Record<string, pulumi.Output<string>>,
  opts: pulumi.ComponentResourceOptions,
): void {
  if (service.secrets.length === 0 || environment instanceof RegionalEnvironment) return;
  new ServiceAlarms(`${name}-alarms`, { environment, service, secretArns, tags }, opts);
}
