import { randomUUID } from "node:crypto";

/** A shorter text may stand in an output by chance. */
const shortest = 12;

const texts = new Set<string>();

/**
 * Makes a value that stands for a secret, or takes a text for one: no output of the run may hold it. Of a JSON object that is each
 * of its values, and of an address its password as well.
 *
 * @returns The text.
 */
export function secretText(text: string = randomUUID()): string {
  for (const part of [text, ...jsonValues(text)]) {
    for (const secret of [part, ...passwordsIn(part)]) if (secret.length >= shortest) texts.add(secret);
  }
  return text;
}

/** The secret texts of the run that a text holds, as they are or encoded as in an address or in JSON. */
export function secretTextsIn(text: string): string[] {
  const beginnings = new Set<string>();
  for (let start = 0; start + shortest <= text.length; start += 1) {
    beginnings.add(text.slice(start, start + shortest));
  }
  return [...texts].filter((secret) =>
    writtenForms(secret).some((form) => beginnings.has(form.slice(0, shortest)) && text.includes(form)),
  );
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
