import { type Environment, looksLikeCompleteArn, serviceNameProblem } from "../naming";
import { describeMemorySizes, fargateSizes } from "./fargate-sizes";
import { type Problem, problemAt } from "./problems";
import { durationProblem, scheduleProblem } from "./rotation-schedule";
import { type ServiceConfig } from "./service-schema";

type Path = readonly PropertyKey[];
type SecretConfig = ServiceConfig["secrets"][number];

/** Ports that the ECS agent and Service Connect's proxy keep for themselves. */
const reservedPorts = new Set([
  22, 2375, 2376, 15000, 15001, 15003, 15006, 15008, 15020, 15021, 15090, 51678, 51679, 51680,
]);

/** Variables that ECS sets itself in every container. */
const reservedVariables =
  /^(AWS_CONTAINER_CREDENTIALS_(RELATIVE|FULL)_URI|AWS_EXECUTION_ENV|ECS_CONTAINER_METADATA_URI(_V4)?|ECS_AGENT_URI)$/;

/** The rules of one service that no single setting shows. AWS would refuse each only at deployment. */
export function serviceProblems(service: ServiceConfig, path: Path, environment: Environment): Problem[] {
  return [
    ...nameProblems(service, path, environment),
    ...sizeProblems(service, path),
    ...containerProblems(service, path, environment),
    ...countProblems(service, path),
    ...service.secrets.flatMap((secret, index) => secretProblems(secret, [...path, "secrets", index])),
    ...variableProblems(service, path),
  ];
}

function nameProblems(service: ServiceConfig, path: Path, environment: Environment): Problem[] {
  const problem = serviceNameProblem(service.name);
  if (problem !== undefined) return [problemAt([...path, "name"], problem, service.name)];
  const loadBalancerName = `${service.name}-${environment}`;
  if (service.loadBalancer && loadBalancerName.length > 32) {
    const most = 32 - environment.length - 1;
    return [
      problemAt([...path, "name"], `must have at most ${most} characters with a load balancer`, service.name),
    ];
  }
  if (service.loadBalancer && service.name.startsWith("internal-")) {
    return [
      problemAt([...path, "name"], 'must not start with "internal-" with a load balancer', service.name),
    ];
  }
  return [];
}

function sizeProblems({ cpu, memory }: ServiceConfig, path: Path): Problem[] {
  if (fargateSizes.get(cpu)?.includes(memory) === true) return [];
  return [problemAt([...path, "memory"], `must be ${describeMemorySizes(cpu)} MiB for cpu ${cpu}`, memory)];
}

function containerProblems(service: ServiceConfig, path: Path, environment: Environment): Problem[] {
  const { image, user, port, healthCheck, loadBalancer, enableExecuteCommand, readonlyRootFilesystem } =
    service;
  const problems: Problem[] = [];
  const add = (name: string, rule: string, value?: unknown) =>
    problems.push(problemAt([...path, name], rule, value));

  if (environment === "prod" && !image.includes("@sha256:")) {
    add("image", "must be pinned by digest in prod: append @sha256:<digest>", image);
  }
  if (/^(0+|root)(:|$)/.test(user)) add("user", "must not be root: name another user", user);
  if (port !== undefined && reservedPorts.has(port))
    add("port", "is reserved by ECS: listen on another port", port);
  if (loadBalancer && port === undefined)
    add("port", "is missing: set the port that the load balancer connects to");
  if (healthCheck && !/^CMD(-SHELL)?$/.test(healthCheck.command[0] ?? "")) {
    problems.push(problemAt([...path, "healthCheck", "command", 0], 'must be "CMD" or "CMD-SHELL"'));
  }
  if (healthCheck && healthCheck.timeout >= healthCheck.interval) {
    problems.push(
      problemAt(
        [...path, "healthCheck", "timeout"],
        `must be below the interval of ${healthCheck.interval} seconds`,
        healthCheck.timeout,
      ),
    );
  }
  const arn = service.registryCredentialsArn;
  if (arn !== undefined && !isCompleteSecretArn(arn)) {
    add(
      "registryCredentialsArn",
      "must be the secret's full ARN, with the six random characters after its name",
      arn,
    );
  }
  if (enableExecuteCommand && environment === "prod")
    add("enableExecuteCommand", "must be false in prod", true);
  if (enableExecuteCommand && readonlyRootFilesystem) {
    add("enableExecuteCommand", "needs readonlyRootFilesystem: false", true);
  }
  return problems;
}

/** A name's own ending, such as "-config", is easily taken for the six characters that Secrets Manager appends. */
function isCompleteSecretArn(arn: string): boolean {
  return looksLikeCompleteArn(arn) && !/-(config|secret|tokens|apikey|docker|harbor|gitlab)$/.test(arn);
}

function countProblems({ autoscaling, desiredCount }: ServiceConfig, path: Path): Problem[] {
  if (!autoscaling) return [];
  const { minCapacity, maxCapacity } = autoscaling;
  if (minCapacity > maxCapacity) {
    return [
      problemAt(
        [...path, "autoscaling", "minCapacity"],
        `must be at most maxCapacity, ${maxCapacity}`,
        minCapacity,
      ),
    ];
  }
  if (desiredCount < minCapacity || desiredCount > maxCapacity) {
    return [
      problemAt(
        [...path, "desiredCount"],
        `must be from ${minCapacity} to ${maxCapacity}, as autoscaling says`,
        desiredCount,
      ),
    ];
  }
  return [];
}

function secretProblems({ keys, rotation }: SecretConfig, path: Path): Problem[] {
  const names = Object.keys(keys);
  return [
    ...(names.length === 0 ? [problemAt([...path, "keys"], "must declare at least one key")] : []),
    ...names
      .filter((name) => !isVariableName(name))
      .map((name) => problemAt([...path, "keys", name], variableNameRule)),
    ...(rotation ? rotationProblems(rotation, [...path, "rotation"]) : []),
  ];
}

function rotationProblems(
  { schedule, duration }: NonNullable<SecretConfig["rotation"]>,
  path: Path,
): Problem[] {
  const scheduleRule = scheduleProblem(schedule);
  if (scheduleRule !== undefined) return [problemAt([...path, "schedule"], scheduleRule, schedule)];
  const durationRule = duration === undefined ? undefined : durationProblem(duration, schedule);
  return durationRule === undefined ? [] : [problemAt([...path, "duration"], durationRule, duration)];
}

const variableNameRule = "must be a variable's name: letters, digits and _, not starting with a digit";

function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Each environment variable of a service comes from one place only. */
function variableProblems(service: ServiceConfig, path: Path): Problem[] {
  const problems: Problem[] = [];
  const declaredAt = new Map<string, string>();
  const declare = (name: string, at: Path) => {
    const earlier = declaredAt.get(name);
    if (reservedVariables.test(name)) problems.push(problemAt(at, "is set by ECS itself: use another name"));
    else if (earlier !== undefined)
      problems.push(problemAt(at, `is declared already in ${earlier}: keep one of them`));
    else declaredAt.set(name, problemAt(at, "").path);
  };
  for (const name of Object.keys(service.environment)) {
    const at = [...path, "environment", name];
    if (isVariableName(name)) declare(name, at);
    else problems.push(problemAt(at, variableNameRule));
  }
  service.secrets.forEach((secret, index) => {
    for (const name of Object.keys(secret.keys)) declare(name, [...path, "secrets", index, "keys", name]);
  });
  return problems;
}
