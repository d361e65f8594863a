import { type Settings } from "../../support/stack-config";
import { type Files } from "../built-service";

/** The security guidelines, as they are written for people. */
export const guidelines = [
  "Use environment-specific secrets",
  "Implement automatic rotation",
  "Monitor secret access",
  "Maintain audit logs",
  "Use least-privilege permissions",
  "Don't hardcode secrets in task definitions",
  "Don't store credentials in Dockerfiles",
  "Don't use plaintext environment files",
  "Don't share secrets across environments",
  "Don't grant excessive permissions",
] as const;

/** A stack of the environment prod that breaks one guideline. */
export type BadStack = {
  guideline: (typeof guidelines)[number];
  /** The policies that refuse it, by name, in alphabetical order. */
  refusedBy: readonly string[];
} & (PlainStack | ShippedStack);

/** One of plain AWS resources. */
export interface PlainStack {
  /** @param name what the names of all resources begin with */
  program: (name: string) => void;
}

/** This project's own prod, with something changed. */
export interface ShippedStack {
  /** Settings by path, see `changed`; `folder` is where {@link files} are, from the project's folder. */
  changes: (folder: string) => Settings;
  /** What lies in a folder beside the project. @default nothing */
  files?: () => Files;
}

/** A stack of the environment prod that the policies let pass. */
export interface GoodStack {
  description: string;
  program: () => void;
}
