import {
  environments,
  type Environment,
  parseStackName,
  serviceNameProblem,
  type StackNameParts,
} from "../naming";
import { adminSecretProblems } from "./admin-secret-rules";
import { entriesOf, repeatedProblems, type ValidService, validServices } from "./declared-lists";
import { firstValueProblems, type ReadValue, requiredFirstValues, secretSizeProblems } from "./first-values";
import { serviceNetworkProblems } from "./network-rules";
import { otherKeyProblems } from "./other-keys";
import { environmentStackProblems, stackKindProblem, withoutEnvironmentSettings } from "./part-rules";
import { formatProblem, type Problem, problemAt } from "./problems";
import { clusterRegionProblems, regionProblems } from "./region-rules";
import { regionalServiceProblems, regionalValueProblems, replicaProblems } from "./replica-rules";
import { schemaProblems } from "./schema-problems";
import { serviceProblems } from "./service-rules";
import { ownProblems, sharedProblems } from "./shared-rules";
import { type DeclaredPart, type DeclaredStack, partSchema, stackSchema } from "./stack-schema";

/** A stack's declaration as configuration gives it, before any check: setting to value. */
export type RawStack = { services?: unknown } & Record<string, unknown>;

/** What there is to check. */
export interface StackInput {
  /** The stack's name. */
  stack: string;
  /** Where it is deployed. Absent when configuration does not say. */
  region?: string | undefined;
  raw: RawStack;
  /** The project's configuration keys that are no setting: first values, or mistakes. */
  otherKeys: readonly string[];
  /** Reads a first value. */
  read: ReadValue;
}

/** A declaration whose every rule holds, or all that is wrong with it. */
export type CheckedStack =
  | { valid: true; environment: Environment; part?: undefined; declared: DeclaredStack }
  | { valid: true; environment: Environment; part: string; declared: DeclaredPart }
  | { valid: false; problems: Problem[] };

/** Checks a whole declaration and reports every problem at once, in an order that is always the same. */
export function checkStack(input: StackInput): CheckedStack {
  const name = parseStackName(input.stack);
  if (name === undefined) {
    const rule = `must be one of ${environments.join(", ")}, or one of these with the name of a part, such as prod-payments, or of a Region, such as prod-eu-central-1: choose one with pulumi stack select`;
    return { valid: false, problems: [problemAt(["stack"], rule, input.stack)] };
  }
  const unclear = stackKindProblem(input.raw, name);
  if (unclear) return { valid: false, problems: [unclear] };
  const { environment, part } = name;
  return part === undefined || usesReplicas(input.raw)
    ? checkEnvironment(input, environment)
    : checkPart(input, environment, part);
}

/** Of a stack that makes an environment, or uses replicas of its secrets in another Region. */
function checkEnvironment(input: StackInput, environment: Environment): CheckedStack {
  const { raw } = input;
  const parsed = stackSchema.safeParse(raw);
  const problems = [
    ...environmentStackProblems(raw, { environment }),
    ...(parsed.success ? [] : schemaProblems(parsed.error, stackSchema, raw)),
    ...ruleProblems(input, { environment }),
  ];
  if (parsed.success && problems.length === 0) return { valid: true, environment, declared: parsed.data };
  return { valid: false, problems: withoutRepeats(problems) };
}

/** Of a stack that has a part of an environment's services. */
function checkPart(input: StackInput, environment: Environment, part: string): CheckedStack {
  const raw = withoutEnvironmentSettings(input.raw);
  const parsed = partSchema.safeParse(raw);
  const problems = [
    ...environmentStackProblems(input.raw, { environment, part }),
    ...(parsed.success ? [] : schemaProblems(parsed.error, partSchema, raw)),
    ...ruleProblems({ ...input, raw }, { environment, part }),
  ];
  if (parsed.success && problems.length === 0)
    return { valid: true, environment, part, declared: parsed.data };
  return { valid: false, problems: withoutRepeats(problems) };
}

/** What the schema cannot say. */
function ruleProblems(input: StackInput, { environment, part }: StackNameParts): Problem[] {
  const { raw } = input;
  const services = validServices(raw.services);
  return [
    ...repeatedProblems(raw.services),
    ...services.flatMap((service) => wholeServiceProblems(service, input, environment)),
    ...adminSecretProblems(services, environment),
    ...(part === undefined
      ? settingProblems(input, services, environment)
      : partSettingProblems(raw, environment)),
    ...(usesReplicas(raw)
      ? regionalValueProblems(input.otherKeys, input.stack)
      : valueProblems(input, services, environment)),
  ];
}

/** One message with a line for each problem. */
export function formatProblems(stack: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [
    `stack "${stack}" has ${count} in its configuration:`,
    ...problems.map((problem) => `  - ${formatProblem(problem)}`),
  ].join("\n");
}

function wholeServiceProblems(
  { service, index }: ValidService,
  { stack, region, raw }: StackInput,
  environment: Environment,
): Problem[] {
  const path = ["services", index];
  return [
    ...serviceProblems(service, path, environment),
    ...(region === undefined ? [] : regionProblems(service, path, region)),
    ...(usesReplicas(raw) ? regionalServiceProblems(service, path, stack) : []),
  ];
}

/** The rules of the shared settings, and of the services with them; both only once the settings are well-formed. */
function settingProblems(
  { stack, region, raw }: StackInput,
  services: readonly ValidService[],
  environment: Environment,
): Problem[] {
  const parsed = stackSchema.omit({ services: true }).strip().safeParse(raw);
  if (!parsed.success) return [];
  const { cluster, network } = parsed.data;
  return [
    ...sharedProblems(parsed.data, environment),
    ...(region === undefined ? [] : clusterRegionProblems(cluster, region)),
    ...replicaProblems(parsed.data, { stack, environment, region }),
    ...services.flatMap(({ service, index }) =>
      serviceNetworkProblems(network, service, ["services", index]),
    ),
  ];
}

function usesReplicas({ replicaOf }: RawStack): boolean {
  return replicaOf !== undefined;
}

/** The rules of a part's own settings, once they are well-formed. */
function partSettingProblems(raw: RawStack, environment: Environment): Problem[] {
  const parsed = partSchema.omit({ services: true, environmentStack: true }).strip().safeParse(raw);
  return parsed.success ? ownProblems(parsed.data, environment) : [];
}

/** What concerns first values: of those services whose secrets have a name. */
function valueProblems(
  { stack, raw, otherKeys, read }: StackInput,
  valid: readonly ValidService[],
  environment: Environment,
): Problem[] {
  const named = valid.filter(({ service }) => serviceNameProblem(service.name) === undefined);
  const services = named.map(({ service }) => service);
  const declared = entriesOf(raw.services).length;
  const complete = declared > 0 && services.length === declared;
  return [
    ...firstValueProblems(requiredFirstValues(services, environment), stack, read),
    ...named.flatMap(({ service, index }) =>
      secretSizeProblems(service, ["services", index], environment, read),
    ),
    ...otherKeyProblems(otherKeys, { services, complete }, environment, stack),
  ];
}

/** What is declared twice lacks the same first value twice. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
}
