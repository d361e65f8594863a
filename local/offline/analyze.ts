import { type Policies, type PolicyPackConfig, type Severity } from "@pulumi/policy";
import { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } from "@pulumi/policy/server";
import { runtime } from "@pulumi/pulumi";
import {
  type AnalyzeDiagnostic,
  type AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzeStackRequest,
  EnforcementLevel,
  PolicySeverity,
} from "@pulumi/pulumi/proto/analyzer_pb";

import { isInputPolicy } from "../../policy-pack/input-policy";
import { exceptionInForce, exceptionNote, type PolicyException } from "../../policy-pack/policy-exceptions";
import { configuredPolicies } from "./policy-config";
import { resourceRequests, stackRequest } from "./policy-requests";
import { type Recording } from "./recorder";

type Reply = (error: Error | null | undefined, response?: AnalyzeResponse) => void;
type Analyzer<Request> = (call: { request: Request }, reply: Reply) => void;
type MakeAnalyzer<Request> = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => Analyzer<Request>;

declare module "@pulumi/policy/server" {
  /** Runs resource policies as Pulumi's policy runtime does, which is where it calls this. */
  export const makeAnalyzeRpcFun: MakeAnalyzer<AnalyzeRequest>;
  /** The same for stack policies. */
  export const makeAnalyzeStackRpcFun: MakeAnalyzer<AnalyzeStackRequest>;
}

/** What a policy reports. */
export interface Violation {
  policy: string;
  enforcementLevel: "advisory" | "mandatory";
  severity?: Severity;
  /** URN of the resource; the stack's own for a fault of the stack as a whole. */
  resource: string;
  /** What the policy said, without its description, which Pulumi puts before it, and without the exception's note. */
  message: string;
  /** The exception that lets it pass. */
  exception?: PolicyException;
}

/** The name and version that Pulumi's runtime mentions in messages of its own. */
const pack = ["policy-pack", "0.0.0", "advisory"] as const;

/**
 * Runs policies over what a program registered, as the engine does: resource policies see each resource's inputs, stack
 * policies all outputs; a policy that reads an unknown value stops there with an advisory of the runtime.
 *
 * @param config in the form of the file of `--policy-pack-config`.
 * @throws InputError for a wrong configuration; Error for a policy that fails itself.
 */
export async function analyze(
  policies: Policies,
  recording: Recording<unknown>,
  config: PolicyPackConfig = {},
): Promise<Violation[]> {
  const configured = configuredPolicies(policies, config);
  runtime.setAllConfig(recording.config); // the engine gives it to a pack in its process's environment
  const analyzerOf = analyzersByType(configured);
  const violations: Violation[] = [];
  for (const request of resourceRequests(recording)) {
    const diagnostics = await run(analyzerOf(request.getType()), request);
    violations.push(...diagnostics.map((diagnostic) => violation(diagnostic, request.getUrn())));
  }
  const undecided = configured.filter((policy) => !isInputPolicy(policy) || policy.judgesStack());
  const diagnostics = await run(makeAnalyzeStackRpcFun(...pack, undecided), stackRequest(recording));
  return [...violations, ...diagnostics.map((diagnostic) => violation(diagnostic, recording.root.urn))];
}

/** The runtime reads all of a resource for each policy: those that are of other types need not come to it. */
function analyzersByType(policies: Policies): (type: string) => Analyzer<AnalyzeRequest> {
  const analyzers = new Map<string, Analyzer<AnalyzeRequest>>();
  return (type) => {
    const found = analyzers.get(type);
    if (found !== undefined) return found;
    const concerned = policies.filter(
      (policy) => !isInputPolicy(policy) || policy.resourceTypes.includes(type),
    );
    const analyzer = makeAnalyzeRpcFun(...pack, concerned);
    analyzers.set(type, analyzer);
    return analyzer;
  };
}

function run<Request>(analyzer: Analyzer<Request>, request: Request): Promise<AnalyzeDiagnostic[]> {
  return new Promise((resolve, reject) => {
    analyzer({ request }, (error, response) => {
      if (error) reject(error);
      else resolve(response?.getDiagnosticsList() ?? []);
    });
  });
}

function violation(diagnostic: AnalyzeDiagnostic, analyzedUrn: string): Violation {
  const policy = diagnostic.getPolicyname();
  const resource = diagnostic.getUrn() || analyzedUrn;
  const severity = severities[diagnostic.getSeverity()];
  const exception = exceptionInForce(policy, resource);
  const message = withoutPrefix(diagnostic.getMessage(), `${diagnostic.getDescription()}\n`);
  return {
    policy,
    enforcementLevel:
      diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    ...(severity !== undefined && { severity }),
    resource,
    message: exception ? withoutPrefix(message, exceptionNote(exception)) : message,
    ...(exception && { exception }),
  };
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

const severities: Record<PolicySeverity, Severity | undefined> = {
  [PolicySeverity.POLICY_SEVERITY_UNSPECIFIED]: undefined,
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};
