import { costLines } from "../../cost/cost-lines";
import { type Violation } from "../analyze";
import { type Recording } from "../recorder";
import { owningComponent } from "./owning-component";
import { type Paint } from "./paint";
import { type Preview } from "./preview";
import { type PreviewDocument } from "./preview-document";
import { resourceTree } from "./resource-tree";
import { shortName, shortType } from "./resource-type";

/** A preview for people. */
export function report(preview: Preview, document: PreviewDocument, paint: Paint): string {
  return [
    ...resourceTree(preview.recording, paint),
    "",
    ...violationLines(preview.recording, document.violations, paint),
    ...exceptionLines(document, paint),
    ...missingLines(document),
    ...(document.cost === undefined ? [] : [...costLines(document.cost, paint), ""]),
    paint("bold", "Summary"),
    ...summaryLines(preview, document, paint),
  ].join("\n");
}

/** The violations of each component together; the worst first, and so the component that has the worst. */
function violationLines(
  recording: Recording<unknown>,
  violations: readonly Violation[],
  paint: Paint,
): string[] {
  const owners = violations.map(({ resource }) => owningComponent(recording, resource));
  return [...new Set(owners)].flatMap((owner) => {
    const members = violations.filter((_, index) => owners[index] === owner);
    const title = owner === undefined ? "Outside of components" : shortName(owner.urn);
    return [
      paint("bold", `${title}: ${countByLevel(members)}`),
      ...members.flatMap((violation) => lines(violation, paint)),
      "",
    ];
  });
}

function countByLevel(violations: readonly Violation[]): string {
  const mandatory = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").length;
  return `${mandatory} mandatory, ${violations.length - mandatory} advisory`;
}

function lines({ enforcementLevel, severity, policy, resource, message }: Violation, paint: Paint): string[] {
  const level = paint(enforcementLevel === "mandatory" ? "red" : "yellow", enforcementLevel);
  const details = severity === undefined ? policy : `${policy}, ${severity}`;
  return [
    `  ${level} ${shortName(resource)} (${details})`,
    ...message.split("\n").map((line) => `    ${line}`),
  ];
}

function exceptionLines({ exceptions }: PreviewDocument, paint: Paint): string[] {
  if (exceptions.length === 0) return [];
  return [
    paint("bold", "Exceptions in force:"),
    ...exceptions.flatMap(({ policy, resource, reason, owner, expires, excepted }) => [
      `  ${paint("yellow", "excepted")} ${shortName(resource)} (${policy}) until ${expires} by ${owner}: ${reason}`,
      ...excepted.map((message) => `    ${message}`),
    ]),
    "",
  ];
}

function missingLines({ missingFirstValues }: PreviewDocument): string[] {
  if (missingFirstValues.length === 0) return [];
  return [
    "First values that a person must supply before the stack can be deployed (unknown here):",
    ...missingFirstValues.map(({ command }) => `  ${command}`),
    "",
  ];
}

function summaryLines({ recording, encrypted }: Preview, document: PreviewDocument, paint: Paint): string[] {
  const { summary } = document;
  const { resources, byGroup, policies, mandatory, advisory, exceptions, seconds } = summary;
  const groups = Object.entries(byGroup).map(([group, count]) => `${group} ${count}`);
  const remote = recording.resources.filter((resource) => resource.remote).map(({ type }) => shortType(type));
  return [
    `  ${resources} resources: ${groups.join(", ")}`,
    `  ${policies} policies: ${paint(mandatory > 0 ? "red" : "green", `${mandatory} mandatory`)}, ${advisory} advisory`,
    ...(exceptions === 0
      ? []
      : [`  ${exceptions} ${exceptions === 1 ? "exception" : "exceptions"} in force`]),
    ...(remote.length === 0 ? [] : [`  not shown: what the provider makes within ${remote.join(", ")}`]),
    ...(encrypted.length === 0 ? [] : [`  unknown here, being encrypted: ${encrypted.join(", ")}`]),
    "  nothing was asked of AWS: account 123456789012 stands for the real one, computed values are unknown",
    `  ${seconds} s`,
  ];
}
