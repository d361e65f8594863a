import { z } from "zod";

import { cidrBlock } from "./cidr-block";
import { fargateSizes } from "./fargate-sizes";
import { secretSchema } from "./secret-schema";

const healthCheck = z
  .strictObject({
    command: z
      .array(z.string())
      .min(2)
      .describe('Command that exits 0 when the container is healthy, beginning with "CMD" or "CMD-SHELL".'),
    interval: z.int().min(5).max(300).default(30).describe("Seconds between checks, 5 to 300. Default 30."),
    timeout: z
      .int()
      .min(2)
      .max(60)
      .default(5)
      .describe("Seconds until a check has failed, 2 to 60. Default 5."),
    retries: z
      .int()
      .min(1)
      .max(10)
      .default(3)
      .describe("Failures until the container is unhealthy, 1 to 10. Default 3."),
    startPeriod: z
      .int()
      .min(0)
      .max(300)
      .default(0)
      .describe("Seconds of grace after start, 0 to 300. Default 0."),
  })
  .describe("The container's own health check.");

const autoscaling = z
  .strictObject({
    minCapacity: z
      .int()
      .min(1)
      .max(5000)
      .describe(
        "Fewest tasks, at least 1: no tasks use no CPU, and the service would never scale out again.",
      ),
    maxCapacity: z.int().min(1).max(5000).describe("Most tasks, at most 5000."),
    targetCpuUtilization: z
      .int()
      .min(10)
      .max(95)
      .default(60)
      .describe("Average CPU use to hold, in percent, 10 to 95. Default 60."),
  })
  .describe("Scales the number of tasks on CPU use. desiredCount is then only the number at creation.");

const loadBalancer = z
  .strictObject({
    certificateArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
        "must be an ACM certificate's ARN",
      )
      .describe("ACM certificate of the HTTPS listener."),
    ingressCidrBlocks: z
      .array(cidrBlock)
      .min(1)
      .describe("Who may connect on port 443. There is no default: write 0.0.0.0/0 to open it to the world."),
    internal: z.boolean().default(true).describe("Whether it has private addresses only. Default true."),
    healthCheckPath: z
      .string()
      .regex(/^\/\S*$/, 'must start with "/" and hold no space')
      .max(1024)
      .default("/health")
      .describe('Path that answers 200. Default "/health".'),
  })
  .describe("An Application Load Balancer with an HTTPS listener in front of the service.");

const permission = z.strictObject({
  sid: z
    .string()
    .regex(/^[A-Za-z0-9]+$/, "must be letters and digits")
    .describe("Name of the statement."),
  actions: z
    .array(z.string().regex(/^[a-z0-9-]+:[A-Za-z*?]+$/, "must be <service>:<action>, such as s3:GetObject"))
    .min(1)
    .describe("What the code may do, as <service>:<action>. Nothing of Secrets Manager."),
  resources: z
    .array(z.string().regex(/^(\*|arn(:[^:\s]+){2}(:[^:\s]*){2}:\S+)$/, "must be an ARN, or * for all"))
    .min(1)
    .describe("ARNs of what it may do it to."),
  conditions: z
    .record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])))
    .optional()
    .describe("Condition operator to condition key to value or values."),
});

const egressRule = z.strictObject({
  port: z.int().min(1).max(65535).describe("TCP port that tasks may connect to."),
  cidrBlocks: z.array(cidrBlock).min(1).describe("Networks that tasks may connect to on that port."),
});

const build = z
  .strictObject({
    context: z
      .string()
      .regex(
        /^(?!\/|[\w+.@-]*:)[^\\]+$/,
        "must be a folder's path from the project's, with forward slashes, such as ../auth-service",
      )
      .describe("Build context: the folder's path from the project's folder."),
    dockerfile: z
      .string()
      .regex(
        /^(?!\/|[\w+.@-]*:)[^\\]*[^\\/]$/,
        "must be a file's path from the project's folder, with forward slashes, such as ../auth-service/Dockerfile",
      )
      .optional()
      .describe("Path from the project's folder. Default Dockerfile in the build context."),
  })
  .describe(
    "What the image is built from. Nothing is built here: the policies look for credentials in it, and refuse one that they cannot read.",
  );

/** One service as declared. */
export const serviceSchema = z.strictObject({
  name: z
    .string()
    .describe("The service's name: lower-case letters, digits and hyphens, at most 40 characters."),
  image: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._/:-]*[a-z0-9](:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
      "must be <repository>[:tag][@sha256:<64 hex digits>], with the repository in lower case",
    )
    .describe("Container image. In prod it must be pinned by digest."),
  build: build.optional(),
  registryCredentialsArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
      "must be a Secrets Manager secret's full ARN",
    )
    .optional()
    .describe("Full ARN of an existing secret with the user name and password of a private image registry."),
  cpu: z
    .int()
    .refine((cpu) => fargateSizes.has(cpu), `must be one of ${[...fargateSizes.keys()].join(", ")}`)
    .describe("Task CPU in units; 1024 are one vCPU."),
  memory: z.int().describe("Task memory in MiB. Fargate takes certain sizes for each cpu only."),
  architecture: z.enum(["X86_64", "ARM64"]).default("X86_64").describe('CPU architecture. Default "X86_64".'),
  ephemeralStorage: z
    .int()
    .min(21)
    .max(200)
    .optional()
    .describe("Task storage in GiB, 21 to 200. Default 20."),
  desiredCount: z.int().min(0).max(5000).default(1).describe("Number of tasks. Default 1."),
  port: z.int().min(1).max(65535).optional().describe("TCP port that the container listens on."),
  command: z.array(z.string()).min(1).optional().describe("Overrides the image's command."),
  user: z
    .string()
    .regex(/^[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?$/, "must be <user>[:group]")
    .default("10001:10001")
    .describe('User that the container runs as. Not root. Default "10001:10001".'),
  readonlyRootFilesystem: z
    .boolean()
    .default(true)
    .describe("Whether the root file system is read-only. Default true."),
  writablePaths: z
    .array(z.string().regex(/^\//, 'must start with "/"'))
    .default([])
    .describe("Directories mounted as empty, writable volumes. Default none."),
  stopTimeout: z
    .int()
    .min(2)
    .max(120)
    .default(30)
    .describe("Seconds between the stop signal and the kill, 2 to 120. Default 30."),
  environment: z
    .record(z.string(), z.string())
    .default({})
    .describe("Environment variables in plain text. Never a credential."),
  healthCheck: healthCheck.optional(),
  autoscaling: autoscaling.optional(),
  loadBalancer: loadBalancer.optional(),
  egress: z
    .array(egressRule)
    .default([])
    .describe("TCP connections that tasks may open beside HTTPS, for example to a database. Default none."),
  permissions: z
    .array(permission)
    .default([])
    .describe("What the service's own code may do in AWS. Default nothing."),
  enableExecuteCommand: z
    .boolean()
    .default(false)
    .describe(
      "Whether ECS Exec may open a shell, which can read every secret of the task. Not in prod. Default false.",
    ),
  secrets: z
    .array(secretSchema)
    .default([])
    .describe("The service's secrets, at most one of each type. Default none."),
});

/** One service as declared, with defaults filled in. */
export type ServiceConfig = z.output<typeof serviceSchema>;
