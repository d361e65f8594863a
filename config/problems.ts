/** One thing that is wrong with a stack's configuration. */
export interface Problem {
  /** Where, as a path from the configuration key on, for example `services[0].memory`. */
  path: string;
  /** What must hold there, in words that say how to put it right. */
  rule: string;
  /** The value found, ready to print. Absent when there is none or when it might be a secret. */
  got?: string;
}

/** Settings whose text is free, so that people put credentials into it by mistake. */
const freeTextSettings: ReadonlySet<PropertyKey> = new Set([
  "command",
  "description",
  "environment",
  "keys",
  "owner",
  "reason",
  "tags",
  "urls",
]);

/** Builds a problem, quoting the value found unless it might be a secret. */
export function problemAt(path: readonly PropertyKey[], rule: string, value?: unknown): Problem {
  const got = mayBeSecret(path, value) ? undefined : printable(value);
  return { path: formatPath(path), rule, ...(got === undefined ? {} : { got }) };
}

/** One line: path, rule and value got. */
export function formatProblem({ path, rule, got }: Problem): string {
  return got === undefined ? `${path} ${rule}` : `${path} ${rule} (got ${got})`;
}

/** Writes a path as Pulumi does: `services[0].secrets[1].type`, `tags["cost.center"]`. */
export function formatPath([key, ...parts]: readonly PropertyKey[]): string {
  return [key === undefined ? "" : formatKey(nameOf(key)), ...parts.map(formatPart)].join("");
}

/** A key as it is; in quotes where it could not be seen, or would break the line. */
function formatKey(name: string): string {
  return /^[^\s\p{C}]+$/u.test(name) ? name : JSON.stringify(name);
}

function formatPart(part: PropertyKey): string {
  if (typeof part === "number") return `[${part}]`;
  const name = nameOf(part);
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** What follows a "=" may be a credential: somebody wrote `API_KEY=...` where the name alone belongs. */
function nameOf(part: PropertyKey): string {
  return String(part).replace(/=.+$/s, "=…");
}

function mayBeSecret(path: readonly PropertyKey[], value: unknown): boolean {
  if (typeof value === "object") return false;
  const setting = path.at(-1);
  if (setting === "arn" || setting === "adminSecretArn" || setting === "registryCredentialsArn")
    return !(typeof value === "string" && value.startsWith("arn:"));
  return setting !== "length" && path.some((part) => freeTextSettings.has(part));
}

function printable(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string")
    return quotable(value) ? quoted(value) : `text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : undefined;
}

/** Characters that cannot be seen, or that a terminal obeys, are escaped. */
function quoted(text: string): string {
  return /\p{C}/u.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Short text of one line that holds no `user:password@`, which a digest's `@sha256:` is not. */
function quotable(text: string): boolean {
  return text.length <= 150 && !/[\r\n]|:[^\s/@]*@(?!sha256:)/.test(text);
}
