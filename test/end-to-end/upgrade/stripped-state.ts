import { z } from "zod";

/** Keys by which Pulumi's states tell a secret and an asset from other objects. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
};

/** What a provider keeps for itself of a resource, in part encrypted: it does without, but not with another text in its place. */
const rawState = "__pulumi_raw_state_delta";

const exportedSchema = z.looseObject({
  deployment: z.looseObject({ resources: z.array(z.record(z.string(), z.unknown())) }),
});

/** What tells of the run that made a resource, and of its place in the sources: a preview needs neither. */
const idle = ["created", "modified", "sourcePosition", "stackTrace"];

/**
 * What `pulumi stack export --show-secrets` printed, without any secret's value and without the text of assets, of which the hash is enough: as
 * JSON, with a line for each resource.
 */
export function strippedState(exported: string): string {
  const { deployment, ...others } = exportedSchema.parse(JSON.parse(exported));
  const { resources, ...rest } = deployment;
  const kept = Object.entries(rest).filter(([key]) => !["secrets_providers", "metadata"].includes(key));
  const lines = resources.map((resource) => JSON.stringify(strip(without(resource, idle))));
  const text = JSON.stringify({ ...others, deployment: { ...Object.fromEntries(kept), resources: [] } });
  return text.replace('"resources":[]', () => `"resources":[\n${lines.join(",\n")}\n]`);
}

function without(object: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const fields = new Map<string, unknown>(Object.entries(value));
  const signature = fields.get(signatureKey);
  if (signature === signatures.secret) {
    const plaintext = z.string().parse(fields.get("plaintext"));
    return { [signatureKey]: signature, plaintext: JSON.stringify(stub(JSON.parse(plaintext))) };
  }
  if (signature === signatures.asset) fields.set("text", "stripped"); // its hash tells whether it changes
  fields.delete(rawState);
  return Object.fromEntries([...fields].map(([key, field]) => [key, strip(field)]));
}

/** The provider tells by an empty secret that there is none. */
function stub(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stub);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, stub(field)]));
  }
  return value === "" || value === null ? value : "stripped";
}
