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

import { type Fields, readProperties } from "./known-values";

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
  /** Name of the stack, which is that of its environment. */
  stack: string;
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
  Partial<StackValidationPolicy> & { resourceTypes: readonly string[] };

/**
 * Makes a policy on the inputs of resources. Each resource is judged before it is made; a doubt that its inputs leave
 * is settled once the whole stack is known, or else is reported in one advisory line, whatever the policy's level.
 *
 * A component that a type of `inspect` names is judged by its structured inputs, which are known at a stack's first
 * preview, but for single values. So is the resource that it wraps, which is the child of the same name: its document
 * is unknown at first preview. That adds no doubts, and of faults only those that the component's inputs do not show.
 */
export function inputPolicy({ inspect, settle, ...metadata }: PolicyArgs): InputPolicy {
  const findings = new Map<string, readonly Finding[]>();
  const resourceTypes = Object.keys(inspect);

  const validateResource: ResourceValidation = (args, report) => {
    const found = inspect[args.type]?.(readProperties(args.props), contextOf(args.urn, args.getConfig()));
    if (found === undefined) return;
    const news = withoutThoseOf(findings.get(wrapperOf(args)), found);
    findings.set(args.urn, news);
    for (const finding of news) if ("fault" in finding) report(finding.fault);
    if (!settle) reportDoubts(news, args.urn, report);
  };
  if (!settle) return { ...metadata, resourceTypes, validateResource };

  const validateStack: StackValidation = (args, report) => {
    for (const resource of args.resources) {
      const { resources } = args;
      const context = { ...contextOf(resource.urn, args.getConfig()), resource, resources };
      const settled = (findings.get(resource.urn) ?? [])
        .filter((finding) => "doubt" in finding)
        .map((doubt) => settle(doubt, resource.propertyDependencies[doubt.property] ?? [], context))
        .filter((finding) => finding !== undefined);
      const faults = settled.flatMap((finding) => ("fault" in finding ? [finding.fault] : []));
      for (const fault of new Set(faults)) report(fault, resource.urn);
      reportDoubts(settled, resource.urn, report);
    }
  };
  return { ...metadata, resourceTypes, validateResource, validateStack };
}

/** The stack's name is part of every URN, `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function contextOf(urn: string, config: object): Context {
  const stack = urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  return { stack, config: readProperties(config) };
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

/**
 * Reports all doubts in one line. The runtime takes an object too, which sets the level of this one report, though its
 * types leave that out.
 */
function reportDoubts(findings: readonly Finding[], urn: string, report: ReportViolation): void {
  const doubts = findings.flatMap((finding) =>
    "doubt" in finding && !finding.negligible ? [finding.doubt] : [],
  );
  if (doubts.length === 0) return;
  const message = `undetermined at preview: ${[...new Set(doubts)].join("; ")} (judged during the update, before the resource is made)`;
  Reflect.apply(report, undefined, [{ message, urn, enforcementLevel: "advisory" }]);
}
