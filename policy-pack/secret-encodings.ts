/** Text of this length cannot hold a credential and be told from an ordinary word. */
const encodedText = /[\w+/-]{24,}={0,2}/g;

/** What a text holds in another form: in Base64, of either alphabet and in lines, or with `%` and two digits. */
export function decodedForms(text: string): string[] {
  const joined = text.replace(/(?<=[\w+/-]{40})\r?\n(?=[\w+/-])/g, "");
  const decoded = [...joined.matchAll(encodedText)].map(([encoded]) => decodeBase64(encoded));
  const unescaped = /%[0-9a-f]{2}/i.test(text) ? [unescapePercent(text)] : [];
  return [...decoded, ...unescaped].filter((form) => form !== undefined);
}

/** The text that is encoded; `undefined` when what is encoded is no text. */
export function decodeBase64(encoded: string): string | undefined {
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e]{4,}$/.test(decoded) ? decoded : undefined;
}

function unescapePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
