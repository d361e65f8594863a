/** Tag that says to which Regions a secret is replicated, as lists of secrets do not: their names, with spaces between. */
export const replicaRegionsTag = "ReplicaRegions";

/** Tag values hold 256 characters. (https://docs.aws.amazon.com/secretsmanager/latest/userguide/managing-secrets_tagging.html) */
const maximumLength = 256;

/**
 * Tags that say which JSON keys a secret has and how each is rotated, so that nobody needs its value to know: `Keys`, and `Keys2` and
 * so on where one is too short. Each value is a list of `<KEY>:<strategy>`.
 *
 * @throws RangeError for a key that does not fit a tag
 */
export function keyTags(strategies: Readonly<Record<string, string>>): Record<string, string> {
  const values: string[] = [];
  for (const key of Object.keys(strategies).sort()) {
    const entry = `${key}:${strategies[key] ?? ""}`;
    if (entry.length > maximumLength) throw new RangeError(`key ${key} is longer than a tag's value can be`);
    const last = values.at(-1);
    if (last !== undefined && last.length + 1 + entry.length <= maximumLength) {
      values[values.length - 1] = `${last} ${entry}`;
    } else {
      values.push(entry);
    }
  }
  return Object.fromEntries(values.map((value, index) => [index === 0 ? "Keys" : `Keys${index + 1}`, value]));
}

/** Reads {@link keyTags} back: JSON key to strategy. */
export function keysOfTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const values = Object.entries(tags).flatMap(([name, value]) =>
    /^Keys\d*$/.test(name) ? value.split(" ") : [],
  );
  const keys = values.map((entry): [string, string] => {
    const end = entry.lastIndexOf(":");
    return [entry.slice(0, end), entry.slice(end + 1)];
  });
  return Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1)));
}
