import { type Violation } from "../analyze";
import { type Paint } from "./paint";
import { type Preview } from "./preview";
import { type PreviewDocument } from "./preview-document";
import { resourceTree } from "./resource-tree";
import { shortType } from "./resource-type";

/** A preview for people. */
export function report(preview: Preview, document: PreviewDocument, paint: Paint): string {
  return [
    ...resourceTree(preview.recording, paint),
    "",
    ...violationLines(document.violations, paint),
    ...missingLines(document),
    paint("bold", "Summary"),
    ...summaryLines(preview, document, paint),
  ].join("\n");
}

function violationLines(violations: readonly Violation[], paint: Paint): string[] {
  return violations.flatMap(({ enforcementLevel, severity, policy, resource, message }) => {
    const level = paint(enforcementLevel === "mandatory" ? "red" : "yellow", enforcementLevel);
    const details = severity === undefined ? policy : `${policy}, ${severity}`;
    return [
      `${level} ${nameOf(resource)} (${details})`,
      ...message.split("\n").map((line) => `  ${line}`),
      "",
    ];
  });
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
  const { resources, byGroup, policies, mandatory, advisory, seconds } = summary;
  const groups = Object.entries(byGroup).map(([group, count]) => `${group} ${count}`);
  const remote = recording.resources.filter((resource) => resource.remote).map(({ type }) => shortType(type));
  return [
    `  ${resources} resources: ${groups.join(", ")}`,
    `  ${policies} policies: ${paint(mandatory > 0 ? "red" : "green", `${mandatory} mandatory`)}, ${advisory} advisory`,
    ...(remote.length === 0 ? [] : [`  not shown: what the provider makes within ${remote.join(", ")}`]),
    ...(encrypted.length === 0 ? [] : [`  unknown here, being encrypted: ${encrypted.join(", ")}`]),
    "  nothing was asked of AWS: account 123456789012 stands for the real one, computed values are unknown",
    `  ${seconds} s`,
  ];
}

/** A URN as people say it. */
function nameOf(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${shortType(types.split("$").at(-1) ?? "")} ${name}`;
}
