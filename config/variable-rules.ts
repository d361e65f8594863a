import { formatPath, type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

type Path = readonly PropertyKey[];

/** Variables that ECS sets itself in every container. */
const reservedVariables =
  /^(AWS_CONTAINER_CREDENTIALS_(RELATIVE|FULL)_URI|AWS_EXECUTION_ENV|ECS_CONTAINER_METADATA_URI(_V4)?|ECS_AGENT_URI)$/;

/** Most bytes of a task definition. */
const maxTaskDefinitionBytes = 65536;

export const variableNameRule =
  "must be a variable's name: letters, digits and _ only, not starting with a digit";

/** Whether a text can name an environment variable that every shell can read. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** The rules of a container's variables, those from secrets included: each comes from one place only. */
export function variableProblems(service: ServiceConfig, path: Path): Problem[] {
  const plain = Object.keys(service.environment).map((name) => ({
    name,
    at: [...path, "environment", name],
  }));
  const secret = service.secrets.flatMap(({ keys }, index) =>
    Object.keys(keys).map((name) => ({ name, at: [...path, "secrets", index, "keys", name] })),
  );
  return [
    ...plain.filter(({ name }) => !isVariableName(name)).map(({ at }) => problemAt(at, variableNameRule)),
    ...originProblems([...plain, ...secret].filter(({ name }) => isVariableName(name))),
    ...sizeProblems(service, path),
  ];
}

function originProblems(variables: { name: string; at: Path }[]): Problem[] {
  const declaredAt = new Map<string, Path>();
  return variables.flatMap(({ name, at }) => {
    if (reservedVariables.test(name)) return [problemAt(at, "is set by ECS itself: use another name")];
    const earlier = declaredAt.get(name);
    if (earlier) return [problemAt(at, `is declared already in ${formatPath(earlier)}: keep one of them`)];
    declaredAt.set(name, at);
    return [];
  });
}

/** What a service declares is in its task definition in full, beside what the program adds. */
function sizeProblems({ environment, command, healthCheck }: ServiceConfig, path: Path): Problem[] {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const bytes = Buffer.byteLength(JSON.stringify({ environment: variables, command, healthCheck }));
  if (bytes <= maxTaskDefinitionBytes) return [];
  const rule = `must fit into a task definition of ${maxTaskDefinitionBytes} bytes, takes ${bytes} with the commands: shorten or remove variables`;
  return [problemAt([...path, "environment"], rule)];
}
