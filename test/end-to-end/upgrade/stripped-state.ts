import { z } from "zod";

/** Keys by which Pulumi's states tell a secret and an asset from other objects. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
};

const exportedSchema = z.looseObject({
  deployment: z.looseObject({ secrets_providers: z.unknown().optional() }),
});

/** What `pulumi stack export` printed, without any secret's value and without the text of assets, of which the hash is enough. */
export function strippedState(exported: string): unknown {
  const { deployment, ...others } = exportedSchema.parse(JSON.parse(exported));
  const { secrets_providers: _, ...kept } = deployment;
  return strip({ ...others, deployment: kept });
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const fields = new Map(Object.entries(value));
  const signature = fields.get(signatureKey);
  if (signature === signatures.secret) {
    return { [signatureKey]: signature, plaintext: JSON.stringify("stripped") };
  }
  if (signature === signatures.asset) fields.delete("text");
  return Object.fromEntries([...fields].map(([key, field]) => [key, strip(field)]));
}
