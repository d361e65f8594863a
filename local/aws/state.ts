import { readFileSync } from "node:fs";
import { z } from "zod";
import { codeOf } from "./local-aws-error";

const stateSchema = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65535),
  endpoint: z.url(),
  startedAt: z.iso.datetime(),
});

/** What `state.json` keeps of the emulator that was started last. */
export type EmulatorState = z.infer<typeof stateSchema>;

/** Reads a state file's text; `undefined` when it is not one, as after a crash in the middle of writing it. */
export function parseState(text: string): EmulatorState | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads a state file; `undefined` when there is none. */
export function readState(path: string): EmulatorState | undefined {
  try {
    return parseState(readFileSync(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
