import { type Breakage, service } from "./breakage";

/** What is wrong with a service's size and container. */
export const wrongContainers: readonly Breakage[] = [
  [
    "a cpu that Fargate has not",
    { [`${service}.cpu`]: 300 },
    `${service}.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, 32768 (got 300)`,
  ],
  [
    "memory that does not go with the cpu",
    { [`${service}.memory`]: 4096 },
    `${service}.memory must be 512, 1024, 2048 MiB for cpu 256 (got 4096)`,
  ],
  [
    "memory between two steps",
    { [`${service}.cpu`]: 8192, [`${service}.memory`]: 18432 },
    `${service}.memory must be 16384 to 61440 in steps of 4096 MiB for cpu 8192 (got 18432)`,
  ],
  [
    "a reserved port",
    { [`${service}.port`]: 51679 },
    `${service}.port is reserved by ECS: listen on another port (got 51679)`,
  ],
  [
    "a port that does not exist",
    { [`${service}.port`]: 70000 },
    `${service}.port must be at most 65535 (got 70000)`,
  ],
  [
    "an image that is no image",
    { [`${service}.image`]: "Auth Service" },
    `${service}.image must be <repository>[:tag][@sha256:<64 hex digits>], with the repository in lower case (got "Auth Service")`,
  ],
  [
    "a build context by its absolute path",
    { [`${service}.build`]: { context: "/srv/auth-service" } },
    `${service}.build.context must be a folder's path from the project's, with forward slashes, such as ../auth-service (got "/srv/auth-service")`,
  ],
  [
    "a build context elsewhere",
    { [`${service}.build`]: { context: "https://git.example/auth-service.git" } },
    `${service}.build.context must be a folder's path from the project's, with forward slashes, such as ../auth-service (got "https://git.example/auth-service.git")`,
  ],
  [
    "a Dockerfile that is a folder",
    { [`${service}.build`]: { context: "..", dockerfile: "../docker/" } },
    `${service}.build.dockerfile must be a file's path from the project's folder, with forward slashes, such as ../auth-service/Dockerfile (got "../docker/")`,
  ],
  [
    "a build without its context",
    { [`${service}.build`]: { dockerfile: "Dockerfile" } },
    `${service}.build.context is missing: set it (Build context: the folder's path from the project's folder)`,
  ],
  [
    "an image without digest in prod",
    { [`${service}.image`]: "nginx:1.29" },
    `${service}.image must be pinned by digest in prod: append @sha256:<digest> (got "nginx:1.29")`,
    { stack: "prod" },
  ],
  [
    "root as user",
    { [`${service}.user`]: "0:0" },
    `${service}.user must not be root: name another user (got "0:0")`,
  ],
  [
    "a shell in prod",
    { [`${service}.enableExecuteCommand`]: true, [`${service}.readonlyRootFilesystem`]: false },
    `${service}.enableExecuteCommand must be false in prod, as a shell can read every secret (got true)`,
    { stack: "prod" },
  ],
  [
    "a shell in a container that is read-only",
    { [`${service}.enableExecuteCommand`]: true },
    `${service}.enableExecuteCommand needs readonlyRootFilesystem: false, as ECS Exec writes its agent into the container (got true)`,
  ],
  [
    "a health check that does not say how to run it",
    { [`${service}.healthCheck`]: { command: ["curl", "localhost"] } },
    `${service}.healthCheck.command[0] must be "CMD" or "CMD-SHELL"`,
  ],
  [
    "a shell's health check in pieces",
    { [`${service}.healthCheck`]: { command: ["CMD-SHELL", "curl", "localhost"] } },
    `${service}.healthCheck.command must be one text after "CMD-SHELL", as the shell runs the first one only: join them`,
  ],
  [
    "a health check that outlasts its interval",
    { [`${service}.healthCheck`]: { command: ["CMD", "true"], interval: 5, timeout: 10 } },
    `${service}.healthCheck.timeout must be below the interval, which is 5 seconds (got 10)`,
  ],
  [
    "a path that is not absolute",
    { [`${service}.writablePaths`]: ["tmp"] },
    `${service}.writablePaths[0] must start with "/" (got "tmp")`,
  ],
  [
    "the root directory as a writable path",
    { [`${service}.writablePaths`]: ["/"] },
    `${service}.writablePaths[0] must not be the root directory: set readonlyRootFilesystem to false instead (got "/")`,
  ],
  [
    "a writable path twice",
    { [`${service}.writablePaths`]: ["/tmp", "/tmp/"] },
    `${service}.writablePaths[1] is declared already in services[0].writablePaths[0]: keep one of them (got "/tmp")`,
  ],
  [
    "registry credentials by partial ARN",
    {
      [`${service}.registryCredentialsArn`]:
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-config",
    },
    `${service}.registryCredentialsArn must be the secret's full ARN: append the hyphen and six characters that Secrets Manager gave it (got "arn:aws:secretsmanager:eu-west-1:111122223333:secret:registry-config")`,
  ],
  [
    "registry credentials by name",
    { [`${service}.registryCredentialsArn`]: "registry" },
    `${service}.registryCredentialsArn must be a Secrets Manager secret's full ARN`,
  ],
  [
    "variables larger than a task definition",
    { [`${service}.environment`]: { LIST: "x".repeat(65536) } },
    `${service}.environment must fit into a task definition of 65536 bytes, takes 65580 with the commands: shorten or remove variables`,
  ],
];

/** Numbers of tasks that contradict one another. */
export const wrongCapacity: readonly Breakage[] = [
  [
    "scaling to no tasks",
    { [`${service}.autoscaling`]: { minCapacity: 0, maxCapacity: 2 } },
    `${service}.autoscaling.minCapacity must be at least 1 (got 0)`,
  ],
  [
    "a least capacity above the most",
    { [`${service}.autoscaling`]: { minCapacity: 3, maxCapacity: 2 } },
    `${service}.autoscaling.minCapacity must be at most maxCapacity, which is 2 (got 3)`,
  ],
  [
    "a count outside of the capacity",
    { [`${service}.autoscaling`]: { minCapacity: 2, maxCapacity: 4 } },
    `${service}.desiredCount must be from 2 to 4, the capacity of autoscaling (got 1)`,
  ],
];
