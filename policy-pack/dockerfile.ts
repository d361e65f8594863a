import {
  Add,
  Arg,
  Copy,
  DockerfileParser,
  type Instruction,
  type JSONInstruction,
  Onbuild,
  PropertyInstruction,
} from "dockerfile-ast";

import { isList, parseJson } from "./known-values";

/** A text in a Dockerfile that ends up in the image or in its history. */
export interface DockerfileText {
  /** Line that it begins at, from 1. */
  line: number;
  /** The instruction, and the name that it gives the text, if any: `ENV LOG_LEVEL`. */
  label: string;
  name?: string;
  text: string;
  /** The text as it stands in the file, line by line. */
  writtenLines: string[];
}

/** What a `COPY` or `ADD` takes. */
export interface CopiedFiles {
  /** Line, from 1. */
  line: number;
  keyword: string;
  /** Paths and patterns; not what stands in the Dockerfile itself. */
  sources: string[];
  /** Patterns of `--exclude`. */
  excluded: string[];
  /** Whether it takes them from the build context, and not from another stage or image. */
  fromContext: boolean;
}

export interface Dockerfile {
  texts: DockerfileText[];
  copies: CopiedFiles[];
  /** Names of all build arguments. */
  buildArguments: ReadonlySet<string>;
}

/** Reads a Dockerfile of any stages. What the parser does not understand is read as text all the same. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.split(/\r?\n/);
  const instructions = DockerfileParser.parse(text).getInstructions().map(triggered);
  const properties = instructions.filter((it) => it instanceof Arg).flatMap((it) => it.getProperties());
  return {
    texts: instructions.flatMap((instruction) => textsOf(instruction, lines)),
    copies: instructions.filter((it) => it instanceof Copy || it instanceof Add).map(copiedFiles),
    buildArguments: new Set(properties.map((property) => property.getName())),
  };
}

/** What an `ONBUILD` runs, in its place. */
function triggered(instruction: Instruction): Instruction {
  return (instruction instanceof Onbuild ? instruction.getTriggerInstruction() : null) ?? instruction;
}

function textsOf(instruction: Instruction, lines: readonly string[]): DockerfileText[] {
  const keyword = instruction.getKeyword();
  const placed = ({ start, end }: ReturnType<Instruction["getRange"]>) => ({
    line: start.line + 1,
    writtenLines: lines.slice(start.line, end.line + 1),
  });
  if (instruction instanceof PropertyInstruction)
    return instruction.getProperties().map((property) => {
      const name = property.getName();
      const text = property.getValue() ?? "";
      return { label: `${keyword} ${name}`, name, text, ...placed(property.getRange()) };
    });
  const text = commandText(instruction.getArgumentsContent() ?? "");
  return [{ label: keyword, text, ...placed(instruction.getRange()) }];
}

/** A command's words in one text, whichever of the two forms it is written in. */
function commandText(written: string): string {
  return jsonForm(written)?.join(" ") ?? written;
}

/** The strings of the JSON form; `undefined` for the shell's form. */
function jsonForm(written: string): string[] | undefined {
  const parsed = written.startsWith("[") ? parseJson(written) : undefined;
  if (parsed === undefined || !isList(parsed)) return undefined;
  return parsed.filter((value) => typeof value === "string");
}

function copiedFiles(instruction: JSONInstruction): CopiedFiles {
  const flags = instruction.getFlags();
  const words = jsonForm(instruction.getArgumentsContent() ?? "") ?? plainWords(instruction);
  return {
    line: instruction.getRange().start.line + 1,
    keyword: instruction.getKeyword(),
    sources: words.slice(0, -1).filter((word) => !word.startsWith("<<")),
    excluded: flags.flatMap((flag) => (flag.getName() === "exclude" ? (flag.getValue() ?? []) : [])),
    fromContext: !flags.some((flag) => flag.getName() === "from"),
  };
}

/** An instruction's words, variables in their defaults; of one with a here document, those before its text. */
function plainWords(instruction: Instruction): string[] {
  const words = instruction.getExpandedArguments();
  const document = words.find((word) => word.getValue().startsWith("<<"));
  const isBefore = (line: number) => document === undefined || line <= document.getRange().start.line;
  return words.filter((word) => isBefore(word.getRange().start.line)).map((word) => word.getValue());
}
