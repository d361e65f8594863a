import type * as z from "zod";

/** What stands for a value in an issuer's requests, in braces. */
export type Placeholder = "adminKey" | "key" | "id" | "name";

type Part = "url" | "headers" | "body";
interface Request {
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}

/** Which placeholders each part of a request may hold. */
export type AllowedPlaceholders = Readonly<Partial<Record<Part, readonly Placeholder[]>>>;

/** Checks that a request holds no placeholder that would be sent as it stands, and each one that it is made for. */
export function placeholderRule(allowed: AllowedPlaceholders, required: readonly Placeholder[]) {
  return (request: Request, context: z.RefinementCtx): void => {
    for (const part of ["url", "headers", "body"] as const) {
      const known: readonly string[] = allowed[part] ?? [];
      const unknown = placeholdersIn(request, part).find((name) => !known.includes(name));
      if (unknown === undefined) continue;
      const message = `may hold ${inBraces(known) || "no placeholder"}, not {${unknown}}`;
      context.addIssue({ code: "custom", path: [part], message });
    }
    for (const name of required) {
      const parts = (["url", "headers", "body"] as const).filter((part) => allowed[part]?.includes(name));
      if (parts.some((part) => placeholdersIn(request, part).includes(name))) continue;
      context.addIssue({ code: "custom", path: [parts[0] ?? "url"], message: `must hold {${name}}` });
    }
  };
}

export function placeholdersIn(request: Request, part: Part): string[] {
  const { url, headers, body = "" } = request;
  const text = { url, headers: Object.values(headers).join("\n"), body }[part];
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function inBraces(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join(" and ");
}
