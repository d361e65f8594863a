import { randomBytes } from "node:crypto";

/** A random value for a key that a person would supply on AWS, of the shape that its name suggests. */
export function randomFirstValue(key: string): string {
  const text = randomBytes(24).toString("base64url");
  if (key.endsWith("MONGODB_URI")) return `mongodb+srv://local:${text}@mongodb.invalid/local`;
  if (key.endsWith("_URL") || key.endsWith("_URI")) return `https://local:${text}@service.invalid/`;
  return text;
}
