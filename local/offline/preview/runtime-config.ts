import { runtime } from "@pulumi/pulumi";

/** Configuration in the form in which the engine hands it to a program. */
export interface RuntimeConfig {
  /** Full key to value; what is not text is JSON. An encrypted value is Pulumi's marker of an unknown one. */
  config: Record<string, string>;
  /** Full keys of values that are encrypted, wholly or in part. */
  encrypted: string[];
}

/** Turns the `config` of a stack's file into the form for programs. Keys without a namespace are the project's. */
export function runtimeConfig(settings: Record<string, unknown>, project: string): RuntimeConfig {
  const config: Record<string, string> = {};
  const encrypted: string[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const fullKey = key.includes(":") ? key : `${project}:${key}`;
    const plain = withoutCiphertext(value);
    if (JSON.stringify(plain) !== JSON.stringify(value)) encrypted.push(fullKey);
    config[fullKey] = typeof plain === "string" ? plain : JSON.stringify(plain ?? "");
  }
  return { config, encrypted };
}

/** Only the stack's key or passphrase decrypts a `secure` value: it is unknown here. */
function withoutCiphertext(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCiphertext);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && "secure" in value && typeof value.secure === "string")
    return runtime.unknownValue;
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutCiphertext(member)]));
}
