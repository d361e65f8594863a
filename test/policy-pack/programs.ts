import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { containerDefinition } from "../../components/container-definition";
import { FargateTask } from "../../components/fargate-task";
import { policyDocument, type Statement } from "../../components/policy-document";
import { ServiceRole, taskTrust } from "../../components/service-role";
import { contextOf } from "../support/components";

/** A secret that follows every guideline in prod; `overrides` says what is special about it. */
export function secret(overrides: Partial<aws.secretsmanager.SecretArgs> = {}): aws.secretsmanager.Secret {
  return new aws.secretsmanager.Secret("secret", {
    name: "auth-service-prod-config",
    kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    tags: { Environment: "prod" },
    ...overrides,
  });
}

/** The name that Secrets Manager would give a secret, in the account and region of the tests. */
export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
}

type Overrides = Record<string, unknown>;

/** The definition of a container without secrets, as the component writes it. */
export function container(overrides: Overrides = {}) {
  const definition = containerDefinition({
    name: "web",
    image: "public.ecr.aws/example/web:1.0.0",
    user: "10001:10001",
    readonlyRootFilesystem: true,
    writablePaths: [],
    stopTimeout: 30,
    environment: { LOG_LEVEL: "info" },
    secrets: [],
    logGroup: "/ecs/prod/web",
    region: "us-east-1",
  });
  return { ...definition, ...overrides };
}

/** A task of one container, by the component of this project, whose inputs are structured. */
export function fargateTask(overrides: Overrides = {}): FargateTask {
  return new FargateTask("web", {
    family: "web",
    containers: [container(overrides)],
    volumes: [],
    cpu: 256,
    memory: 512,
    architecture: "X86_64",
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    taskRoleArn: "arn:aws:iam::123456789012:role/task",
    tags: {},
  });
}

/** A task definition of anyone else, whose containers are one JSON text. */
export function taskDefinition(definitions: pulumi.Input<string> | Overrides[]): aws.ecs.TaskDefinition {
  const containerDefinitions = Array.isArray(definitions) ? pulumi.jsonStringify(definitions) : definitions;
  return new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions });
}

/** A role by the component of this project, whose statements are structured. */
export function serviceRole(statements: Statement[]): ServiceRole {
  return new ServiceRole("web", {
    roleName: "web",
    description: "Web",
    trust: taskTrust(contextOf("aws")),
    statements,
    remedy: "declare less",
    settings: { path: "/" },
    tags: {},
  });
}

/** A role policy of anyone else, whose statements are one JSON text. */
export function rolePolicy(statements: Statement[]): aws.iam.RolePolicy {
  return new aws.iam.RolePolicy("web", { role: "web", policy: policyDocument(statements) });
}

/** A value that is not known before the update, as it comes from a resource that does not exist yet. */
export function knownInUpdate<T>(value: T): pulumi.Output<T> {
  return new aws.sns.Topic("source").arn.apply(() => value);
}
