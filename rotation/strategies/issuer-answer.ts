import { TargetError } from "../target-error";
import { type HttpAnswer } from "./http";

/** Reads an issuer's answer as JSON. @throws TargetError that quotes nothing of it. */
export function jsonOf({ body }: HttpAnswer, place: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new TargetError(`${place} answered something that is not JSON`);
  }
}

/** The text, or the whole number as text, at a JSON pointer. @throws TargetError naming the pointer where there is none. */
export function textAt(json: unknown, pointer: string, place: string): string {
  const value = valueAt(json, pointer);
  if (typeof value === "string" && value !== "") return value;
  if (Number.isSafeInteger(value)) return String(value);
  throw new TargetError(`${place} answered without text at ${pointer}`);
}

/** The array at a JSON pointer. @throws TargetError naming the pointer where there is none. */
export function itemsAt(json: unknown, pointer: string, place: string): readonly unknown[] {
  const value = valueAt(json, pointer);
  if (Array.isArray(value)) return value;
  throw new TargetError(`${place} answered without an array at ${pointer === "" ? "its top" : pointer}`);
}

/** What is at a JSON pointer (RFC 6901); `undefined` for nothing. */
export function valueAt(json: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, part) => {
      const isHeld = typeof value === "object" && value !== null && Object.hasOwn(value, part);
      return isHeld ? Reflect.get(value, part) : undefined;
    }, json);
}
