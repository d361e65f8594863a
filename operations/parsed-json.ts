/** What a JSON text holds; `undefined` for one that is no JSON. */
export function parsedJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
