import { randomUUID } from "node:crypto";

/** A shorter text may stand in an output by chance. */
const shortest = 12;

const texts = new Set<string>();

/** A secret text as it may be written, by its first characters: a run has thousands of texts, and of outputs. */
const formsByBeginning = new Map<string, { secret: string; form: string }[]>();

/**
 * Makes a value that stands for a secret, or takes a text for one: no output of the run may hold it. Of a JSON object that is each
 * of its values, and of an address its password as well.
 *
 * @returns The text.
 */
export function secretText(text: string = randomUUID()): string {
  for (const part of [text, ...jsonValues(text)]) {
    for (const secret of [part, ...passwordsIn(part)]) if (secret.length >= shortest) keep(secret);
  }
  return text;
}

/** The secret texts of the run that a text holds, as they are or encoded as in an address or in JSON. */
export function secretTextsIn(text: string): string[] {
  const found = new Set<string>();
  for (let start = 0; start + shortest <= text.length; start += 1) {
    for (const { secret, form } of formsByBeginning.get(text.slice(start, start + shortest)) ?? [])
      if (text.startsWith(form, start)) found.add(secret);
  }
  return [...found];
}

function keep(secret: string): void {
  if (texts.has(secret)) return;
  texts.add(secret);
  for (const form of writtenForms(secret)) {
    const beginning = form.slice(0, shortest);
    formsByBeginning.set(beginning, [...(formsByBeginning.get(beginning) ?? []), { secret, form }]);
  }
}

function writtenForms(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

function jsonValues(text: string): string[] {
  if (!text.startsWith("{")) return [];
  try {
    const object: unknown = JSON.parse(text);
    const values: unknown[] = typeof object === "object" && object !== null ? Object.values(object) : [];
    return values.filter((value) => typeof value === "string");
  } catch {
    return [];
  }
}

/** As it is written in the address, and as it is meant. */
function passwordsIn(text: string): string[] {
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^/:@]*:([^@]*)@/i.exec(text)?.[1];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
