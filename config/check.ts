import {
  environments,
  type Environment,
  isEnvironment,
  parseSecretName,
  serviceNameProblem,
} from "../naming";
import { firstValueProblems, type ReadValue, requiredFirstValues, secretSizeProblems } from "./first-values";
import { formatProblem, type Problem, problemAt, problemsOf } from "./problems";
import { serviceProblems } from "./service-rules";
import { duplicateProblems, sharedProblems } from "./shared-rules";
import { type ServiceConfig, serviceSchema } from "./service-schema";
import { type DeclaredStack, stackSchema } from "./stack-schema";

/** A stack's declaration as configuration gives it, before any check: setting to value. */
export type RawStack = { services?: unknown } & Record<string, unknown>;

/** What there is to check. */
export interface StackInput {
  /** The stack's name. */
  stack: string;
  raw: RawStack;
  /** The project's configuration keys that are no setting: first values, or mistakes. */
  otherKeys: readonly string[];
  /** Reads a first value. */
  read: ReadValue;
}

/** A declaration whose every rule holds, or all that is wrong with it. */
export type CheckedStack =
  { valid: true; environment: Environment; declared: DeclaredStack } | { valid: false; problems: Problem[] };

/** Checks a whole declaration and reports every problem at once. */
export function checkStack({ stack, raw, otherKeys, read }: StackInput): CheckedStack {
  if (!isEnvironment(stack)) {
    return {
      valid: false,
      problems: [problemAt(["stack"], `must be one of ${environments.join(", ")}`, stack)],
    };
  }
  const parsed = stackSchema.safeParse(raw);
  const services = validServices(raw.services);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error, stackSchema, raw)),
    ...listProblems(raw.services),
    ...services.flatMap(({ service, index }) => serviceProblems(service, ["services", index], stack)),
    ...sharedSettingProblems(raw, stack),
    ...valueProblems(services, stack, read),
    ...otherKeyProblems(otherKeys, services, stack),
  ];
  return parsed.success && problems.length === 0
    ? { valid: true, environment: stack, declared: parsed.data }
    : { valid: false, problems };
}

/** One message with a line for each problem. */
export function formatProblems(stack: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [
    `stack "${stack}" has ${count} in its configuration:`,
    ...problems.map((problem) => `  - ${formatProblem(problem)}`),
  ].join("\n");
}

interface ValidService {
  service: ServiceConfig;
  index: number;
}

/** The services that are well-formed on their own: rules across settings can be checked on these. */
function validServices(raw: unknown): ValidService[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((entry, index) => {
    const parsed = serviceSchema.safeParse(entry);
    return parsed.success ? [{ service: parsed.data, index }] : [];
  });
}

function listProblems(raw: unknown): Problem[] {
  const services = namesIn(raw, "name", ["services"]);
  const secrets = Array.isArray(raw)
    ? raw.flatMap((service, index) =>
        duplicateProblems(namesIn(member(service, "secrets"), "type", ["services", index, "secrets"])),
      )
    : [];
  return [...duplicateProblems(services), ...secrets];
}

function namesIn(
  list: unknown,
  setting: string,
  path: PropertyKey[],
): { name: string; path: PropertyKey[] }[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry, index) => {
    const name = member(entry, setting);
    return typeof name === "string" ? [{ name, path: [...path, index, setting] }] : [];
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function sharedSettingProblems(raw: RawStack, environment: Environment): Problem[] {
  const parsed = stackSchema.omit({ services: true }).strip().safeParse(raw);
  return parsed.success ? sharedProblems(parsed.data, environment) : [];
}

function nameable(services: ValidService[]): ValidService[] {
  return services.filter(({ service }) => serviceNameProblem(service.name) === undefined);
}

/** What concerns first values: of those services whose secrets have a name. */
function valueProblems(services: ValidService[], environment: Environment, read: ReadValue): Problem[] {
  const named = nameable(services);
  const required = requiredFirstValues(
    named.map(({ service }) => service),
    environment,
  );
  return [
    ...firstValueProblems(required, environment, read),
    ...named.flatMap(({ service, index }) =>
      secretSizeProblems(service, ["services", index], environment, read),
    ),
  ];
}

/** Keys that are no first value of a declared key. A service that is wrong in itself is not held against its values. */
function otherKeyProblems(
  keys: readonly string[],
  services: ValidService[],
  environment: Environment,
): Problem[] {
  const declared = nameable(services).map(({ service }) => service);
  const known = new Set(requiredFirstValues(declared, environment).map(({ configKey }) => configKey));
  return keys.flatMap((key) => {
    const parts = parseSecretName(key.split(".")[0] ?? "");
    const ofCheckedService = parts === undefined || declared.some(({ name }) => name === parts.service);
    if (known.has(key) || !ofCheckedService) return [];
    const settings = Object.keys(stackSchema.shape).join(", ");
    return [
      problemAt([key], `is neither a setting (${settings}) nor a declared key's first value: remove it`),
    ];
  });
}
