import { type Problem, problemAt } from "./problems";

/** Tags that the program sets itself, on each resource or on the network's parts. */
const ownTags = ["Cluster", "Environment", "Name", "Part", "Project", "Service", "SubnetType"];

/** AWS takes 50 tags on a resource; the program's own are among them. */
const maxTags = 50 - ownTags.length;

/** Characters that every AWS service takes in a tag. */
const allowedCharacters = /^[\p{L}\p{N} _.:/=+@-]*$/u;

/** The rules of the tags that a stack declares. IAM does not tell upper from lower case in their keys. */
export function tagProblems(tags: Readonly<Record<string, string>>): Problem[] {
  const entries = Object.entries(tags);
  const firstKeys = new Map<string, string>();
  const problems = entries.flatMap(([key, value]) => {
    const earlier = firstKeys.get(key.toLowerCase());
    firstKeys.set(key.toLowerCase(), earlier ?? key);
    const rule =
      earlier === undefined
        ? tagProblem(key, value)
        : `differs from ${earlier} in case only, which IAM refuses: keep one of them`;
    return rule === undefined ? [] : [problemAt(["tags", key], rule)];
  });
  if (entries.length <= maxTags) return problems;
  const tooMany = `must have at most ${maxTags} entries, as AWS takes 50 with the program's own, has ${entries.length}`;
  return [problemAt(["tags"], tooMany), ...problems];
}

function tagProblem(key: string, value: string): string | undefined {
  if (ownTags.some((own) => own.toLowerCase() === key.toLowerCase()))
    return "is set by the program: remove it";
  if (/^aws:/i.test(key)) return "must not start with aws:, which AWS keeps for itself";
  if (key.length < 1 || key.length > 128) return `must have a key of 1 to 128 characters, has ${key.length}`;
  if (value.length > 256) return `must have a value of at most 256 characters, has ${value.length}`;
  if (!allowedCharacters.test(key) || !allowedCharacters.test(value))
    return "may hold letters, digits, spaces and _ . : / = + - @ only";
  return undefined;
}
