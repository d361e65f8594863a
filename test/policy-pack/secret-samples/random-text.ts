import { randomBytes, randomInt } from "node:crypto";

export const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const letters = upper + upper.toLowerCase();
export const digits = "0123456789";
export const hex = "0123456789abcdef";
const words = ["harbour", "Walnut", "comet", "Tiger", "pepper", "Violet", "anchor", "Maple"];

const alphanumeric = letters + digits;

/**
 * Made anew in each run: no text of a credential's shape is written down. A long one of letters and digits has both,
 * as all but one in hundreds do, so that no test fails once in a while.
 */
export function text(length: number, characters = alphanumeric): string {
  const made = Array.from({ length }, () => characters[randomInt(characters.length)] ?? "").join("");
  const isMixed = [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(made));
  return isMixed || length < 16 || characters !== alphanumeric ? made : text(length);
}

/** A password as people make them up. */
export function password(): string {
  return `${words[randomInt(words.length)] ?? ""}${text(4, digits)}${text(1, "!#*_.")}${text(3)}`;
}

/** Random bytes in Base64. */
export function base64(bytes: number): string {
  return randomBytes(bytes).toString("base64");
}

export function encoded(plain: string): string {
  return Buffer.from(plain).toString("base64");
}

/** A private key in PEM. The first line is put together, so that no file holds it. */
export function privateKey(kind = ""): string {
  const line = (word: string) => `-----${word} ${kind}${["PRIVATE", "KEY"].join(" ")}-----`;
  return [line("BEGIN"), base64(48), base64(48), line("END")].join("\n");
}
