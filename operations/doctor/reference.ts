import { parseSecretName } from "../../naming";

/** What a container's `valueFrom` says of a secret. */
export interface Reference {
  /** Name of the variable that takes it. */
  variable: string;
  valueFrom: string;
  /** Region and account of the ARN; empty for a name. */
  region: string;
  account: string;
  /** Name of the secret, without the six characters that end a full ARN. */
  secretName: string;
  /** The ARN up to the name, with those characters where they are there. */
  arn: string;
  isFullArn: boolean;
  /** Absent where the whole value is taken. */
  key: string | undefined;
  /** A staging label or version id that the reference is fixed to. */
  pinnedTo: string | undefined;
  /** Whether the parts behind the ARN are as many as ECS takes: none, or key, label and version. */
  hasAllParts: boolean;
}

/** Parts of a secret's ARN between colons, and of one with the three that ECS adds. */
const [partsOfArn, partsOfReference] = [7, 10];

/** Reads a reference to a secret; `undefined` for a parameter of Systems Manager. */
export function parseReference(variable: string, valueFrom: string): Reference | undefined {
  const parts = valueFrom.split(":");
  const isArn = parts[0] === "arn";
  if (isArn && parts[2] !== "secretsmanager") return undefined;
  if (!isArn && parseSecretName(parts[0] ?? "") === undefined) return undefined;
  const name = isArn ? (parts[6] ?? "") : (parts[0] ?? "");
  const [key, label, version] = parts.slice(isArn ? partsOfArn : 1);
  const secretName = nameIn(name);
  return {
    variable,
    valueFrom,
    region: isArn ? (parts[3] ?? "") : "",
    account: isArn ? (parts[4] ?? "") : "",
    secretName,
    arn: isArn ? parts.slice(0, partsOfArn).join(":") : name,
    isFullArn: isArn && secretName !== name,
    key: given(key),
    pinnedTo: given(label) ?? given(version),
    hasAllParts: isArn && [partsOfArn, partsOfReference].includes(parts.length),
  };
}

/** A name that is a secret's as it stands is whole: `-config` too is a hyphen and six characters. */
function nameIn(name: string): string {
  return parseSecretName(name) === undefined ? name.replace(/-[A-Za-z0-9]{6}$/, "") : name;
}

function given(part: string | undefined): string | undefined {
  return part === "" ? undefined : part;
}
