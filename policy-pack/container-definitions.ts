import { type Context, type Finding, type Inspect } from "./input-policy";
import {
  entriesOf,
  type Fields,
  isList,
  notKnown,
  parseJson,
  textAt,
  textOf,
  type Value,
  valuesAt,
} from "./known-values";

/** One container definition, and how messages call it. */
export interface Container {
  label: string;
  definition: Value;
  /** The resource's input that the definition is part of. */
  property: string;
}

/** A text of a container definition that its container can read. */
export interface ContainerText {
  place: string;
  /** The name that the text is given under, such as an environment variable's. */
  name?: string;
  text: string | typeof notKnown;
}

/** A text of a container definition that says where ECS finds a secret. */
export interface SecretReference {
  place: string;
  valueFrom: string | typeof notKnown | undefined;
}

/**
 * Applies a check to each container of each resource type that declares some.
 *
 * @param reportUnreadable whether a document that is not a JSON list is a fault of this policy: of one policy only
 * @param linuxOnly whether the check has no meaning for Windows containers, and leaves them out
 */
export function inspectContainers(
  check: (container: Container, context: Context) => readonly Finding[],
  { reportUnreadable = false, linuxOnly = false } = {},
): Record<string, Inspect> {
  const inspect =
    (property: string): Inspect =>
    (inputs, context) => {
      if (linuxOnly && runsOnWindows(inputs)) return [];
      const document = readDocument(inputs, property);
      if (document === notKnown) return [{ doubt: property, property, wholeDocument: true }];
      if (document === undefined) return reportUnreadable ? [{ fault: unreadable(property) }] : [];
      return document.flatMap((definition, index) => {
        const label = labelOf(definition, index);
        if (definition === notKnown) return [{ doubt: label, property }];
        return check({ label, definition, property }, context);
      });
    };
  return {
    "aws:ecs/taskDefinition:TaskDefinition": inspect("containerDefinitions"),
    "secret-backed-services:components:FargateTask": inspect("containers"),
  };
}

/** Whether a task definition is one for Windows. ECS takes one that does not say for a Linux one. */
function runsOnWindows(inputs: Fields): boolean {
  return valuesAt(inputs, "runtimePlatform").some((platform) => {
    const system = textAt(platform, "operatingSystemFamily");
    return typeof system === "string" && system.startsWith("WINDOWS");
  });
}

function readDocument(inputs: Fields, property: string): readonly Value[] | typeof notKnown | undefined {
  const input = inputs[property] ?? null;
  if (input === notKnown) return notKnown;
  const document = typeof input === "string" ? parseJson(input) : input;
  return document !== undefined && isList(document) ? document : undefined;
}

function unreadable(property: string): string {
  return `${property} is not a JSON list of container definitions, so nothing in it can be checked: build it with pulumi.jsonStringify`;
}

function labelOf(definition: Value, index: number): string {
  const name = textAt(definition, "name");
  return typeof name === "string" ? `container "${name}"` : `container ${index}`;
}

/** All texts of a container definition that reach its container, its image's labels or its log driver. */
export function textsOf({ label, definition }: Container): ContainerText[] {
  const lists = (holder: readonly Value[], key: string, place: string) =>
    holder
      .flatMap((value) => valuesAt(value, key))
      .flatMap((value, index, all) =>
        placed(`${label}, ${place}[${index}]`, optionName(all[index - 1]), value),
      );
  const maps = (values: readonly Value[], place: string) =>
    values.flatMap((value): ContainerText[] =>
      value === notKnown
        ? [{ place: `${label}, ${place}`, text: notKnown }]
        : entriesOf(value).flatMap(([name, text]) => placed(`${label}, ${place} ${name}`, name, text)),
    );
  const logConfiguration = valuesAt(definition, "logConfiguration");
  return [
    ...valuesAt(definition, "environment").flatMap((entry, index) =>
      environmentVariable(label, entry, index),
    ),
    ...lists([definition], "entryPoint", "entryPoint"),
    ...lists([definition], "command", "command"),
    ...lists(valuesAt(definition, "healthCheck"), "command", "healthCheck.command"),
    ...maps(valuesAt(definition, "dockerLabels"), "dockerLabels"),
    ...maps(
      logConfiguration.flatMap((value) => valuesAt(value, "options")),
      "logConfiguration.options",
    ),
  ];
}

/** The name of a `--name` option, which the next argument is the value of. */
function optionName(argument: Value | undefined): string | undefined {
  return typeof argument === "string" ? /^--?([A-Za-z][\w-]*)$/.exec(argument)?.[1] : undefined;
}

function environmentVariable(label: string, entry: Value, index: number): ContainerText[] {
  const name = textAt(entry, "name");
  const place = `${label}, environment ${typeof name === "string" ? name : `[${index}]`}`;
  const [value = null] = valuesAt(entry, "value");
  return placed(place, typeof name === "string" ? name : undefined, value);
}

function placed(place: string, name: string | undefined, value: Value): ContainerText[] {
  const text = textOf(value);
  if (text === undefined) return [];
  return [name === undefined ? { place, text } : { place, name, text }];
}

/** All references of a container definition to secrets, those of its log driver included. */
export function secretReferencesOf({ label, definition }: Container): SecretReference[] {
  const references = (entries: readonly Value[], place: string) =>
    entries.map((entry, index): SecretReference => {
      const name = textAt(entry, "name");
      const which = typeof name === "string" ? ` ${name}` : `[${index}]`;
      return { place: `${label}, ${place}${which}`, valueFrom: textAt(entry, "valueFrom") };
    });
  const logConfiguration = valuesAt(definition, "logConfiguration");
  return [
    ...references(valuesAt(definition, "secrets"), "secrets"),
    ...references(
      logConfiguration.flatMap((value) => valuesAt(value, "secretOptions")),
      "logConfiguration.secretOptions",
    ),
  ];
}
