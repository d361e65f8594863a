import { keysOfTags } from "../../rotation/contract/key-tags";
import { type StackSecret } from "../stack/stack-secret";
import { type Parts } from "./journal";

/** Who makes the new values of a secret's keys. */
export interface KeyMakers {
  /** Keys and strategies of the rotation function; none are known of a function that the project did not make. */
  byFunction: Record<string, string>;
  /** Keys for which a person gives the new value. */
  byHand: string[];
  /** Absent where there is nobody to make a value. */
  parts: Parts | undefined;
}

/** @param keepManual whether keys that are rotated by hand are to stay as they are */
export function keyMakers(
  {
    tags,
    rotationEnabled,
    rotationFunctionArn,
  }: Pick<StackSecret, "tags" | "rotationEnabled" | "rotationFunctionArn">,
  { keepManual = false } = {},
): KeyMakers {
  const keys = Object.entries(keysOfTags(tags));
  const automatic = keys.filter(([, strategy]) => strategy !== "manual");
  // AWS keeps the function of a rotation that was cancelled: it counts where keys name strategies of it.
  const hasFunction = rotationFunctionArn !== undefined && (rotationEnabled || automatic.length > 0);
  const isForeignFunction = hasFunction && automatic.length === 0;
  const manual = keys.flatMap(([key, strategy]) => (strategy === "manual" ? [key] : []));
  const byHand = isForeignFunction || keepManual ? [] : manual;
  return {
    byFunction: Object.fromEntries(automatic),
    byHand,
    parts: partsOf(hasFunction, byHand.length > 0),
  };
}

function partsOf(hasFunction: boolean, hasHand: boolean): Parts | undefined {
  if (hasFunction) return hasHand ? "function+hand" : "function";
  return hasHand ? "hand" : undefined;
}
