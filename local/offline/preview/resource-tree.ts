import { type Recording } from "../recorder";
import { type Registration } from "../registration";
import { type Paint } from "./paint";
import { shortType } from "./resource-type";

/** The resources as a tree, one a line: type, name and what guards it. Siblings are in the order of type and name. */
export function resourceTree({ root, resources }: Recording<unknown>, paint: Paint): string[] {
  const childrenOf = (parent: string) =>
    resources.filter((resource) => resource.parent === parent).sort(byTypeAndName);
  const lines = (resource: Registration): string[] => {
    const children = childrenOf(resource.urn);
    return [
      describe(resource, paint),
      ...children.flatMap((child, index) => branch(lines(child), index === children.length - 1)),
    ];
  };
  return lines(root);
}

function branch([first = "", ...rest]: string[], last: boolean): string[] {
  return [`${last ? "└─ " : "├─ "}${first}`, ...rest.map((line) => `${last ? "   " : "│  "}${line}`)];
}

function describe(resource: Registration, paint: Paint): string {
  const type = shortType(resource.type);
  const marks = [
    ...(resource.options.protect === true ? ["protected"] : []),
    ...(resource.options.retainOnDelete === true ? ["retained"] : []),
    ...(resource.remote
      ? [`one node here: its children are made by the ${providerName(resource)} provider`]
      : []),
  ];
  const line = `${resource.custom ? type : paint("bold", type)} ${resource.name}`;
  return marks.length === 0 ? line : `${line} ${paint("dim", `[${marks.join(", ")}]`)}`;
}

function providerName({ type }: Registration): string {
  return type.slice(0, type.indexOf(":"));
}

function byTypeAndName(a: Registration, b: Registration): number {
  return shortType(a.type).localeCompare(shortType(b.type), "en") || a.name.localeCompare(b.name, "en");
}
