import { createHash } from "node:crypto";

/** 24 bits tell two values apart, and are too few to make sure of a guessed one. */
const characters = 6;

/** What is shown in a value's place: equal for equal values of the same key of the same secret, and for nothing else. */
export function fingerprint(secretArn: string, key: string, value: string): string {
  return createHash("sha256").update([secretArn, key, value].join("\0")).digest("hex").slice(0, characters);
}
