import { type Environment, secretName, serviceNameProblem } from "../naming";
import { automaticStrategies } from "../rotation/contract/automatic-strategies";
import { adoptedSecretProblems } from "./adopted-secret-rules";
import { containerProblems } from "./container-rules";
import { duplicateProblems } from "./duplicates";
import { describeMemorySizes, fargateSizes } from "./fargate-sizes";
import { permissionProblems } from "./permission-rules";
import { type Problem, problemAt } from "./problems";
import { secretProblems } from "./secret-rules";
import { type ServiceConfig } from "./service-schema";
import { variableProblems } from "./variable-rules";

type Path = readonly PropertyKey[];

/** Longest name of a load balancer or target group, in characters. */
const maxLoadBalancerNameLength = 32;

/**
 * Most bytes of a Lambda function's environment variables, as one JSON object
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
const maxVariableBytes = 4096;

/** The rules of one service that no single setting shows. AWS would refuse each only at deployment. */
export function serviceProblems(service: ServiceConfig, path: Path, environment: Environment): Problem[] {
  return [
    ...nameProblems(service, path, environment),
    ...sizeProblems(service, path),
    ...containerProblems(service, path, environment),
    ...countProblems(service, path),
    ...connectionProblems(service, path),
    ...permissionProblems(service, [...path, "permissions"]),
    ...service.secrets.flatMap((secret, index) => secretProblems(secret, [...path, "secrets", index])),
    ...service.secrets.flatMap((secret, index) =>
      adoptedSecretProblems(secret, service.name, [...path, "secrets", index], environment),
    ),
    ...variableProblems(service, path),
    ...rotationVariableProblems(service, path, environment),
  ];
}

function nameProblems(
  { name, loadBalancer }: ServiceConfig,
  path: Path,
  environment: Environment,
): Problem[] {
  const most = maxLoadBalancerNameLength - `-${environment}`.length;
  const problem =
    serviceNameProblem(name) ?? (loadBalancer ? loadBalancedNameProblem(name, most) : undefined);
  return problem === undefined ? [] : [problemAt([...path, "name"], problem, name)];
}

function loadBalancedNameProblem(name: string, most: number): string | undefined {
  if (name.length > most)
    return `must have at most ${most} characters with a load balancer, has ${name.length}`;
  if (name.startsWith("internal-"))
    return 'must not start with "internal-" with a load balancer: AWS keeps that';
  return undefined;
}

function sizeProblems({ cpu, memory }: ServiceConfig, path: Path): Problem[] {
  if (fargateSizes.get(cpu)?.includes(memory) === true) return [];
  return [problemAt([...path, "memory"], `must be ${describeMemorySizes(cpu)} MiB for cpu ${cpu}`, memory)];
}

function countProblems({ autoscaling, desiredCount }: ServiceConfig, path: Path): Problem[] {
  if (!autoscaling) return [];
  const { minCapacity, maxCapacity } = autoscaling;
  if (minCapacity > maxCapacity) {
    const rule = `must be at most maxCapacity, which is ${maxCapacity}`;
    return [problemAt([...path, "autoscaling", "minCapacity"], rule, minCapacity)];
  }
  if (desiredCount < minCapacity || desiredCount > maxCapacity) {
    const rule = `must be from ${minCapacity} to ${maxCapacity}, the capacity of autoscaling`;
    return [problemAt([...path, "desiredCount"], rule, desiredCount)];
  }
  return [];
}

/** EC2 takes each security group rule once. */
function connectionProblems({ egress, loadBalancer, port }: ServiceConfig, path: Path): Problem[] {
  const opened = egress.flatMap(({ port: to, cidrBlocks }, rule) =>
    cidrBlocks.map((cidr, index) => ({
      name: `${cidr} on port ${to}`,
      path: [...path, "egress", rule, "cidrBlocks", index],
    })),
  );
  const callers = (loadBalancer?.ingressCidrBlocks ?? []).map((name, index) => ({
    name,
    path: [...path, "loadBalancer", "ingressCidrBlocks", index],
  }));
  const missingPort = loadBalancer && port === undefined;
  return [
    ...duplicateProblems(opened),
    ...duplicateProblems(callers),
    ...(missingPort
      ? [problemAt([...path, "port"], "is missing: set the port that the load balancer connects to")]
      : []),
  ];
}

/** The rotation function of a service learns its strategies from one variable. */
function rotationVariableProblems(
  { name: service, secrets }: ServiceConfig,
  path: Path,
  environment: Environment,
): Problem[] {
  if (serviceNameProblem(service) !== undefined) return [];
  const named = secrets.map(({ type, keys }) => ({
    name: secretName({ service, environment, secretType: type }),
    keys,
  }));
  const variables = { STRATEGIES: JSON.stringify(automaticStrategies(named)) };
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes <= maxVariableBytes) return [];
  const rule = `must declare strategies that fit into ${maxVariableBytes} bytes, the most of a Lambda function's variables, but those of ${service} take ${bytes}: move keys to another service, or shorten their rotation`;
  return [problemAt([...path, "secrets"], rule)];
}
