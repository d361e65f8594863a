/** Each holds a key and a value, the latter in quotes of either kind or without. */
const value = /(?:"([^"]*)"|'([^']*)'|([^\s"';&,}]+))/.source;
const forms = [
  /** `KEY=value`, as in shell commands, connection strings, query strings and property files. */
  new RegExp(`(?<![\\w.-])[\\d_.-]*([A-Za-z][\\w.-]*)["']?\\s?=\\s?${value}`, "g"),
  /** `"key": "value"`, as in JSON within another text. */
  /(?<![\w.-])[\d_.-]*([A-Za-z][\w.-]*)["']\s*:\s*(?:"([^"]*)"|'([^']*)')/g,
  /** `Key: value`, alone on its line or between quotes, as in YAML and HTTP headers. */
  /(?:^|["'])[\t -]*([A-Za-z][\w.-]*):[\t ]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"']+))[\t ]*(?=$|["'])/gm,
  /** `<key>value</key>`. */
  /<([A-Za-z][\w.-]*)>([^<>\s]+)<\/\1>/g,
  /** `name="key" value="value"`, as in XML too. */
  /\b(?:key|name)=["']([A-Za-z][\w.-]*)["']\s+value=(?:"([^"]*)"|'([^']*)')/g,
  /** `--key value`. */
  /(?:^|\s)--?([A-Za-z][\w-]*)\s+(?:"([^"]*)"|'([^']*)'|([^\s"'-][^\s"']*))/g,
];

/** All that a text assigns to a name. */
export function assignmentsIn(text: string): [key: string, value: string][] {
  return forms.flatMap((form) =>
    [...text.matchAll(form)].map(([, key = "", ...values]): [string, string] => [key, values.join("")]),
  );
}
