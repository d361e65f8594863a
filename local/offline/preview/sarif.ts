import { createHash } from "node:crypto";

import { type Severity } from "@pulumi/policy";
import {
  type Log,
  type PhysicalLocation,
  type ReportingDescriptor,
  type Result,
  type Suppression,
} from "sarif";

import { controlOf } from "../../../policy-pack/frameworks";
import { type InputPolicy } from "../../../policy-pack/input-policy";
import { version } from "../../../policy-pack/package.json";
import { type PolicyException } from "../../../policy-pack/policy-exceptions";
import { type Violation } from "../analyze";
import { type Recording } from "../recorder";
import { owningComponent } from "./owning-component";
import { shortName } from "./resource-type";

/** The stack's file, where every violation is mended. */
export interface StackFile {
  /** Relative to the root of the sources, or absolute where it lies elsewhere. */
  uri: string;
  /** The line that declares each service, by the service's name. */
  serviceLines: ReadonlyMap<string, number>;
}

/** What SARIF calls a severity, and the score by which code scanning services rank it, of 10. */
const ranks: Record<Severity, { level: Result.level; score: string }> = {
  critical: { level: "error", score: "9.5" },
  high: { level: "error", score: "8.0" },
  medium: { level: "warning", score: "5.5" },
  low: { level: "note", score: "2.0" },
};

/** Violations in the Static Analysis Results Interchange Format (SARIF) 2.1.0. An advisory one is never an error. */
export function sarifLog(
  recording: Recording<unknown>,
  violations: readonly Violation[],
  policies: readonly InputPolicy[],
  file: StackFile,
): Log {
  const names = policies.map(({ name }) => name);
  const results = violations.map((violation): Result => {
    const { policy, resource, message, enforcementLevel, exception } = violation;
    const service = owningComponent(recording, resource)?.name ?? "";
    return {
      ruleId: policy,
      ruleIndex: names.indexOf(policy),
      level: levelOf(violation),
      message: { text: `${shortName(resource)}: ${message}` },
      locations: [
        {
          physicalLocation: physicalLocation(file, service),
          logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: fingerprint(violation) },
      ...(exception && { suppressions: [suppression(exception)] }),
      properties: { enforcementLevel },
    };
  });
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "secret-backed-services", version, rules: policies.map(rule) } },
        automationDetails: { id: `policies/${recording.stack}/` },
        results,
      },
    ],
  };
}

function rule(policy: InputPolicy): ReportingDescriptor {
  const { name, description, severity, remediationSteps, framework } = policy;
  const controls = framework ? [controlOf(framework)] : [];
  const help = [remediationSteps ?? description, ...controls.map((control) => `Reference: ${control}.`)];
  return {
    id: name,
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: { text: help.join("\n\n") },
    defaultConfiguration: { level: severity ? ranks[severity].level : "warning" },
    properties: {
      tags: ["security", ...controls],
      ...(severity && { "security-severity": ranks[severity].score }),
    },
  };
}

/** An exception is declared in the stack's file, and so outside of what is at fault. */
function suppression({ reason, owner, expires }: PolicyException): Suppression {
  return {
    kind: "external",
    status: "accepted",
    justification: reason,
    properties: { owner, expires },
  };
}

function levelOf({ enforcementLevel, severity }: Violation): Result.level {
  const level = severity ? ranks[severity].level : "warning";
  return level === "error" && enforcementLevel === "advisory" ? "warning" : level;
}

function physicalLocation({ uri, serviceLines }: StackFile, service: string): PhysicalLocation {
  const isAbsolute = uri.startsWith("file:");
  return {
    artifactLocation: { uri, ...(!isAbsolute && { uriBaseId: "%SRCROOT%" }) },
    region: { startLine: serviceLines.get(service) ?? 1 },
  };
}

/** Tells violations apart that stand on one line: code scanning services would take them for one. */
function fingerprint({ policy, resource, message }: Violation): string {
  const hash = createHash("sha256").update([policy, resource, message].join("\n"));
  return hash.digest("hex").slice(0, 16);
}
