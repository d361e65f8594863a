import { type Placeholder } from "../contract/issuer-placeholders";
import { type HttpRequest } from "./http";

/** A request as it is declared, with placeholders. */
export interface RequestTemplate {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}

type Values = Readonly<Partial<Record<Placeholder, string>>>;

/** Puts values into a declared request, each written so that it stays one value where it stands. */
export function requestOf({ method, url, headers, body }: RequestTemplate, values: Values): HttpRequest {
  const allHeaders = new Map([["accept", "application/json"]]);
  if (body !== undefined) allHeaders.set("content-type", "application/json");
  for (const [name, text] of Object.entries(headers))
    allHeaders.set(name.toLowerCase(), filled(text, values));
  const isForm = allHeaders.get("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  return {
    method,
    url: filled(url, values, encodeURIComponent),
    headers: Object.fromEntries(allHeaders),
    body: body === undefined ? undefined : filled(body, values, isForm ? encodeURIComponent : inJsonText),
    place: placeOf({ method, url }),
  };
}

/** What messages call a declared request: method, host and path, with its placeholders and without its query. */
export function placeOf({ method, url }: Pick<RequestTemplate, "method" | "url">): string {
  return `${method} ${url.replace(/^https?:\/\//, "").replace(/\?.*$/, "")}`;
}

/** One pass, so that what a value holds is no placeholder. */
function filled(template: string, values: Values, write = (value: string) => value): string {
  const known = new Map<string, string>(Object.entries(values));
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = known.get(name);
    return value === undefined ? placeholder : write(value);
  });
}

function inJsonText(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
