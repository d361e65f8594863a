import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { rotationFunctionName } from "../rotation/contract/rotation-function";
import { type AwsContext } from "./aws-context";
import {
  executionRoleName,
  regionalRoleSuffix,
  roleArn,
  rolloutFunctionName,
  rotationAgeFunctionName,
  type RoleSettings,
} from "./role-arn";
import { hasRotationFunction, type SecretsSpec } from "./rotated-secrets";

interface Place {
  environment: EnvironmentName;
  /** Name of the stack that the services are in. */
  stack: string;
  roleSettings: RoleSettings;
  /** The Regions that secrets are replicated to: the wall goes with them, and the services' roles there come through it. */
  replicaRegions: readonly string[];
}

/** The stack's own roles that come through the wall around a service's secrets: they read, rotate, label or describe them. */
export function secretRoleArns(service: SecretsSpec, place: Place, context: AwsContext) {
  const names = [...serviceRoleNames(service, place), rolloutRoleName(place.stack), ageRoleName(place.stack)];
  return names.map((name) => roleArn(context, place.roleSettings.path, name));
}

/** Those that come through the wall around the key: it encrypts functions' variables and alerts beside secrets. */
export function keyRoleArns(
  { services, ...place }: Place & { services: SecretsSpec[] },
  context: AwsContext,
) {
  const hasSecrets = services.some(({ secrets }) => secrets.length > 0);
  const names = [
    ...services.flatMap((service) => serviceRoleNames(service, place)),
    ...(hasSecrets ? [rolloutRoleName(place.stack)] : []),
    ageRoleName(place.stack),
  ];
  return names.map((name) => roleArn(context, place.roleSettings.path, name));
}

function serviceRoleNames(service: SecretsSpec, { environment, replicaRegions }: Place): string[] {
  const { name } = service;
  const rotates = hasRotationFunction(service, environment);
  return [
    executionRoleName(name, environment),
    ...replicaRegions.map((region) => executionRoleName(name, environment, regionalRoleSuffix(region))),
    ...(rotates ? [rotationFunctionName(name, environment)] : []),
  ];
}

function rolloutRoleName(stack: string): string {
  return rolloutFunctionName(pulumi.getProject(), stack);
}

function ageRoleName(stack: string): string {
  return rotationAgeFunctionName(pulumi.getProject(), stack);
}
