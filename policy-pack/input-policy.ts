import {
  type Policy,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidation,
  type StackValidationPolicy,
} from "@pulumi/policy";

import { parseStackName } from "./environment-names";
import { type Fields, readProperties } from "./known-values";
import { exceptionInForce, exceptionNote } from "./policy-exceptions";

/** What is wrong with a resource: one line that says what, where and how to fix it, and never a secret value. */
interface Fault {
  fault: string;
}

/** What cannot be judged yet, because a value is unknown before the deployment. */
export interface Doubt {
  /** Where the unknown value is. */
  doubt: string;
  /** The resource's input that the unknown value is part of. */
  property: string;
  /** Whether all of a JSON document is unknown, and not a single value in it. */
  wholeDocument?: boolean;
  /** Whether the policy may let the matter rest when {@link PolicyArgs.settle} cannot decide it. */
  negligible?: boolean;
}

export type Finding = Fault | Doubt;

export interface Context {
  project: string;
  /** Name of the stack. */
  stack: string;
  /** The stack's environment, which its name begins with; of another project's stack, the whole name. */
  environment: string;
  /** The policy's own configuration. */
  config: Fields;
}

/** The stack as a whole, in which a doubt is settled. */
export interface StackContext extends Context {
  /** The resource that the doubt is of. */
  resource: PolicyResource;
  resources: readonly PolicyResource[];
}

export type Inspect = (inputs: Fields, context: Context) => readonly Finding[];

export interface PolicyArgs extends Policy {
  /** Resource type to what the policy finds in such a resource's inputs. */
  inspect: Readonly<Record<string, Inspect>>;
  /**
   * Judges a doubt by its origins, the resources of the stack that the property's values come from: they are known
   * when the values are not. Returns `undefined` when nothing is wrong, and the doubt itself when it remains.
   */
  settle?: (doubt: Doubt, origins: readonly PolicyResource[], context: StackContext) => Finding | undefined;
}

export type InputPolicy = ResourceValidationPolicy &
  Partial<StackValidationPolicy> & {
    resourceTypes: readonly string[];
    /** Whether the policy found anything in the resource of this URN, be it a doubt or under an exception. */
    finds: (urn: string) => boolean;
    /** Whether the whole stack may tell it more than the resources did: it has left a doubt. */
    judgesStack: () => boolean;
  };

export function isInputPolicy(policy: Policy): policy is InputPolicy {
  return "resourceTypes" in policy;
}

/**
 * Makes a policy on the inputs of resources. Each resource is judged before it is made; a doubt that its inputs leave
 * is settled once the whole stack is known, or else is reported in one advisory line, whatever the policy's level.
 *
 * A component that a type of `inspect` names is judged by its structured inputs, which are known at a stack's first
 * preview, but for single values. So is the resource that it wraps, which is the child of the same name: its document
 * is unknown at first preview. That adds no doubts, and of faults only those that the component's inputs do not show.
 *
 * What an exception in force is of is reported as an advisory, with the exception before it.
 */
export function inputPolicy({ inspect, settle, ...metadata }: PolicyArgs): InputPolicy {
  const findings = new Map<string, readonly Finding[]>();
  const resourceTypes = Object.keys(inspect);
  const finds = (urn: string) => (findings.get(urn) ?? []).length > 0;
  const judgesStack = () =>
    [...findings.values()].some((found) => found.some((finding) => "doubt" in finding));

  const validateResource: ResourceValidation = (args, report) => {
    const found = inspect[args.type]?.(readProperties(args.props), contextOf(args.urn, args.getConfig()));
    if (found === undefined) return;
    const news = withoutThoseOf(findings.get(wrapperOf(args)), found);
    findings.set(args.urn, news);
    const toReport = settle ? news.filter((finding) => "fault" in finding) : news;
    reportFindings(toReport, metadata.name, args.urn, report);
  };
  if (!settle) return { ...metadata, resourceTypes, finds, judgesStack, validateResource };

  const validateStack: StackValidation = (args, report) => {
    for (const resource of args.resources) {
      const { resources } = args;
      const context = { ...contextOf(resource.urn, args.getConfig()), resource, resources };
      const found = findings.get(resource.urn) ?? [];
      const settled = found
        .filter((finding) => "doubt" in finding)
        .map((doubt) => settle(doubt, resource.propertyDependencies[doubt.property] ?? [], context))
        .filter((finding) => finding !== undefined);
      findings.set(resource.urn, [...found.filter((finding) => "fault" in finding), ...settled]);
      reportFindings(settled, metadata.name, resource.urn, report);
    }
  };
  return { ...metadata, resourceTypes, finds, judgesStack, validateResource, validateStack };
}

/** The names of stack and project are part of every URN, `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function contextOf(urn: string, config: object): Context {
  const [prefix = "", project = ""] = urn.split("::");
  const stack = prefix.replace("urn:pulumi:", "");
  const environment = parseStackName(stack)?.environment ?? stack;
  return { project, stack, environment, config: readProperties(config) };
}

/** URN of the component that wraps a resource: its parent, when it has the same name. */
function wrapperOf({ name, opts: { parent = "" } }: ResourceValidationArgs): string {
  return parent.endsWith(`::${name}`) ? parent : "";
}

function withoutThoseOf(wrapper: readonly Finding[] | undefined, found: readonly Finding[]): Finding[] {
  if (!wrapper) return [...found];
  const known = new Set(wrapper.map((finding) => ("fault" in finding ? finding.fault : "")));
  return found.filter((finding) => "fault" in finding && !known.has(finding.fault));
}

/** Reports each fault once, and all doubts in one line. */
function reportFindings(
  findings: readonly Finding[],
  policy: string,
  urn: string,
  report: ReportViolation,
): void {
  const faults = new Set(findings.flatMap((finding) => ("fault" in finding ? [finding.fault] : [])));
  const doubt = undetermined(findings);
  if (faults.size === 0 && doubt === undefined) return;
  const exception = exceptionInForce(policy, urn);
  const note = exception ? exceptionNote(exception) : "";
  for (const fault of faults) {
    if (exception) reportAdvisory(note + fault, urn, report);
    else report(fault, urn);
  }
  if (doubt !== undefined) reportAdvisory(note + doubt, urn, report);
}

function undetermined(findings: readonly Finding[]): string | undefined {
  const doubts = findings.flatMap((finding) =>
    "doubt" in finding && !finding.negligible ? [finding.doubt] : [],
  );
  if (doubts.length === 0) return undefined;
  return `undetermined at preview: ${[...new Set(doubts)].join("; ")} (judged during the update, before the resource is made)`;
}

/** The runtime takes an object too, which sets the level of this one report, though its types leave that out. */
function reportAdvisory(message: string, urn: string, report: ReportViolation): void {
  Reflect.apply(report, undefined, [{ message, urn, enforcementLevel: "advisory" }]);
}
