import { type SecretType } from "../naming";
import { type HealthCheck } from "./container-definition";
import { type Conditions } from "./policy-document";
import { type AutoscalingSpec } from "./service-autoscaling";
import { type LoadBalancerSpec } from "./service-load-balancer";
import { type SecretKey } from "./service-secret";
import { type EgressRule } from "./service-security-group";

/** When a secret is rotated, and by whom. */
export interface RotationSpec {
  /** The function that rotates the secret, where it is not the service's own. */
  functionArn?: string | undefined;
  /** `rate(...)` or `cron(...)`, UTC, at least 4 hours apart. */
  schedule: string;
  /** Length of the rotation window in whole hours, such as `2h`. */
  duration?: string | undefined;
}

/** One secret of a service. */
export interface SecretSpec {
  type: SecretType;
  /** Full ARN of the existing secret to adopt, where it is not new. */
  arn?: string | undefined;
  description?: string | undefined;
  /** JSON key to the origin of its first value. Each key becomes an environment variable of the same name. */
  keys: Record<string, SecretKey>;
  rotation?: RotationSpec | undefined;
}

/** Something that a service's own code may do. */
export interface Permission {
  sid: string;
  actions: string[];
  resources: string[];
  conditions?: Conditions | undefined;
}

/** A service as it is declared. */
export interface ServiceSpec {
  name: string;
  image: string;
  /** Paths from the project's folder. Nothing is built: the engine hands them to the policies. */
  build?: { context: string; dockerfile?: string | undefined } | undefined;
  /** Full ARN of the secret with the credentials of a private image registry. */
  registryCredentialsArn?: string | undefined;
  /** CPU units; 1024 are one vCPU. */
  cpu: number;
  /** MiB. */
  memory: number;
  architecture: "X86_64" | "ARM64";
  /** GiB. ECS gives 20 when absent. */
  ephemeralStorage?: number | undefined;
  desiredCount: number;
  /** TCP port that the container listens on. */
  port?: number | undefined;
  command?: string[] | undefined;
  user: string;
  readonlyRootFilesystem: boolean;
  /** Directories that are empty and writable. */
  writablePaths: string[];
  /** Seconds between the stop signal and the kill. */
  stopTimeout: number;
  /** Environment variables in plain text. */
  environment: Record<string, string>;
  healthCheck?: HealthCheck | undefined;
  autoscaling?: AutoscalingSpec | undefined;
  loadBalancer?: LoadBalancerSpec | undefined;
  egress: EgressRule[];
  enableExecuteCommand: boolean;
  /** What the service's own code may do. */
  permissions: Permission[];
  secrets: SecretSpec[];
}
