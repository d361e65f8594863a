import { type Environment, looksLikeCompleteArn } from "../naming";
import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

/** Ports that the ECS agent and Service Connect's proxy keep for themselves. */
const reservedPorts: ReadonlySet<number> = new Set([
  22, 2375, 2376, 15000, 15001, 15003, 15006, 15008, 15020, 15021, 15090, 51678, 51679, 51680,
]);

/** Six-letter endings of names that are easily taken for the six characters that Secrets Manager appends. */
const commonEndings = /-(apikey|config|docker|github|gitlab|harbor|puller|reader|secret|tokens)$/;

/** The rules of a service's container. */
export function containerProblems(
  service: ServiceConfig,
  path: readonly PropertyKey[],
  environment: Environment,
): Problem[] {
  const { image, user, port, registryCredentialsArn: credentials } = service;
  const problem = (name: string, rule: string, value?: unknown) => [problemAt([...path, name], rule, value)];
  return [
    ...(environment === "prod" && !image.includes("@sha256:")
      ? problem("image", "must be pinned by digest in prod: append @sha256:<digest>", image)
      : []),
    ...(/^(0+|root)(:|$)/.test(user) ? problem("user", "must not be root: name another user", user) : []),
    ...(port !== undefined && reservedPorts.has(port)
      ? problem("port", "is reserved by ECS: listen on another port", port)
      : []),
    ...(credentials !== undefined && !isCompleteSecretArn(credentials)
      ? problem(
          "registryCredentialsArn",
          "must be the secret's full ARN: append the hyphen and six characters that Secrets Manager gave it",
          credentials,
        )
      : []),
    ...healthCheckProblems(service, [...path, "healthCheck"]),
    ...mountProblems(service, [...path, "writablePaths"]),
    ...shellProblems(service, [...path, "enableExecuteCommand"], environment),
  ];
}

function isCompleteSecretArn(arn: string): boolean {
  return looksLikeCompleteArn(arn) && !commonEndings.test(arn);
}

function healthCheckProblems({ healthCheck }: ServiceConfig, path: readonly PropertyKey[]): Problem[] {
  if (!healthCheck) return [];
  const { command, interval, timeout } = healthCheck;
  const problems: Problem[] = [];
  if (command[0] !== "CMD" && command[0] !== "CMD-SHELL") {
    problems.push(problemAt([...path, "command", 0], 'must be "CMD" or "CMD-SHELL"'));
  }
  if (command[0] === "CMD-SHELL" && command.length > 2) {
    const rule = 'must be one text after "CMD-SHELL", as the shell runs the first one only: join them';
    problems.push(problemAt([...path, "command"], rule));
  }
  if (timeout >= interval) {
    const rule = `must be below the interval, which is ${interval} seconds`;
    problems.push(problemAt([...path, "timeout"], rule, timeout));
  }
  return problems;
}

/** Docker mounts nothing over the root directory, and each directory once. */
function mountProblems({ writablePaths }: ServiceConfig, path: readonly PropertyKey[]): Problem[] {
  const mounts = writablePaths.map((written, index) => ({
    name: written.replace(/\/+$/, ""),
    path: [...path, index],
  }));
  const rule = "must not be the root directory: set readonlyRootFilesystem to false instead";
  return [
    ...mounts.filter(({ name }) => name === "").map((mount) => problemAt(mount.path, rule, "/")),
    ...duplicateProblems(mounts.filter(({ name }) => name !== "")),
  ];
}

function shellProblems(
  { enableExecuteCommand, readonlyRootFilesystem }: ServiceConfig,
  path: readonly PropertyKey[],
  environment: Environment,
): Problem[] {
  if (!enableExecuteCommand) return [];
  if (environment === "prod") {
    return [problemAt(path, "must be false in prod, as a shell can read every secret", enableExecuteCommand)];
  }
  const rule = "needs readonlyRootFilesystem: false, as ECS Exec writes its agent into the container";
  return readonlyRootFilesystem ? [problemAt(path, rule, enableExecuteCommand)] : [];
}
