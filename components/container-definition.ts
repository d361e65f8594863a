import * as pulumi from "@pulumi/pulumi";

import { type ServiceSpec } from "./service-spec";

export interface HealthCheck {
  /** `CMD` or `CMD-SHELL`, then the command. */
  command: string[];
  /** Seconds. */
  interval: number;
  /** Seconds. */
  timeout: number;
  retries: number;
  /** Seconds. */
  startPeriod: number;
}

/** A secret whose keys the container receives. */
export interface InjectedSecret {
  /** The full ARN. */
  arn: pulumi.Input<string>;
  keys: readonly string[];
}

/** The parts of a service's declaration that are its container's. */
type ContainerSpec = Pick<
  ServiceSpec,
  | "command"
  | "environment"
  | "healthCheck"
  | "image"
  | "name"
  | "port"
  | "readonlyRootFilesystem"
  | "registryCredentialsArn"
  | "stopTimeout"
  | "user"
  | "writablePaths"
>;

export interface ContainerArgs extends ContainerSpec {
  secrets: readonly InjectedSecret[];
  logGroup: pulumi.Input<string>;
  region: pulumi.Input<string>;
}

/** A volume of the task, empty at start. */
export interface Volume {
  name: string;
  path: string;
}

/** One volume for each writable path, with a name made from its place in the list. */
export function volumesOf(writablePaths: readonly string[]): Volume[] {
  return writablePaths.map((path, index) => ({ name: `writable-${index}`, path }));
}

/**
 * The ECS container definition, in ECS's own words
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html). Lists are in a stable
 * order, so that the same declaration gives the same task definition. Logs are dropped, not waited for, when
 * CloudWatch Logs does not take them in time.
 */
export function containerDefinition(args: ContainerArgs) {
  const { name, image, port, command, user, readonlyRootFilesystem, stopTimeout, healthCheck } = args;
  const credentials = args.registryCredentialsArn;
  return {
    name,
    image,
    essential: true,
    user,
    readonlyRootFilesystem,
    stopTimeout,
    environment: byName(
      Object.entries(args.environment).map(([variable, value]) => ({ name: variable, value })),
    ),
    secrets: byName(
      args.secrets.flatMap(({ arn, keys }) =>
        keys.map((key) => ({ name: key, valueFrom: valueFrom(arn, key) })),
      ),
    ),
    mountPoints: volumesOf(args.writablePaths).map((volume) => ({
      sourceVolume: volume.name,
      containerPath: volume.path,
      readOnly: false,
    })),
    portMappings:
      port === undefined ? [] : [{ name: "service", containerPort: port, hostPort: port, protocol: "tcp" }],
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": args.logGroup,
        "awslogs-region": args.region,
        "awslogs-stream-prefix": name,
        mode: "non-blocking",
        "max-buffer-size": "10m",
      },
    },
    ...(command ? { command } : {}),
    ...(healthCheck ? { healthCheck } : {}),
    ...(credentials === undefined ? {} : { repositoryCredentials: { credentialsParameter: credentials } }),
  };
}

export type ContainerDefinition = ReturnType<typeof containerDefinition>;

/**
 * A reference to one JSON key of a secret's current version. ECS takes the key only behind a full ARN, and only with
 * the two empty fields behind it.
 */
function valueFrom(arn: pulumi.Input<string>, key: string): pulumi.Output<string> {
  return pulumi.interpolate`${arn}:${key}::`;
}

function byName<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
