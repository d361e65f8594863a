import type * as pulumi from "@pulumi/pulumi";

import { executionRoleName, taskRoleName } from "./role-arn";
import { ServiceRole, taskTrust } from "./service-role";
import { type ServiceSpec } from "./service-spec";
import { type SharedEnvironment } from "./shared-environment";
import { executionStatements, taskStatements } from "./task-permissions";

export interface ServiceRolesArgs {
  environment: SharedEnvironment;
  service: ServiceSpec;
  /** Full ARNs of the service's secrets. */
  secretArns: pulumi.Input<string>[];
  logGroupArn: pulumi.Input<string>;
  tags: Record<string, string>;
}

export interface ServiceRoles {
  /** What ECS acts as to start a task. */
  execution: ServiceRole;
  /** What the task's own code acts as. */
  task: ServiceRole;
}

/** The two roles of a service. They are kept apart so that a service's code may not do what ECS must. */
export function createServiceRoles(
  name: string,
  args: ServiceRolesArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceRoles {
  const { environment, service, tags } = args;
  const common = {
    trust: taskTrust(environment.aws),
    remedy: "declare fewer or shorter permissions of the service",
    settings: environment.roleSettings,
    tags,
  };
  return {
    execution: new ServiceRole(
      `${name}-execution`,
      {
        ...common,
        roleName: executionRoleName(service.name, environment.environment),
        description: `Starts the tasks of ${service.name} in ${environment.environment}`,
        statements: executionStatementsOf(args),
      },
      opts,
    ),
    task: new ServiceRole(
      `${name}-task`,
      {
        ...common,
        roleName: taskRoleName(service.name, environment.environment),
        description: `The code of ${service.name} in ${environment.environment}`,
        statements: taskStatements(service),
      },
      opts,
    ),
  };
}

function executionStatementsOf({ environment, service, secretArns, logGroupArn }: ServiceRolesArgs) {
  const { image, registryCredentialsArn } = service;
  const { keyArn, aws: context } = environment;
  return executionStatements({ secretArns, registryCredentialsArn, keyArn, logGroupArn, image, context });
}
