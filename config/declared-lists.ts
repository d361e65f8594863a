import { duplicateProblems } from "./duplicates";
import { type Problem } from "./problems";
import { type ServiceConfig, serviceSchema } from "./service-schema";

/** A service that is well-formed on its own, and its place in the list. */
export interface ValidService {
  service: ServiceConfig;
  index: number;
}

/** The services that are well-formed on their own: rules across settings can be checked on these. */
export function validServices(raw: unknown): ValidService[] {
  return entriesOf(raw).flatMap((entry, index) => {
    const parsed = serviceSchema.safeParse(entry);
    return parsed.success ? [{ service: parsed.data, index }] : [];
  });
}

/** Services of one name, and secrets of one type within a service, whether they are well-formed or not. */
export function repeatedProblems(raw: unknown): Problem[] {
  return [
    ...duplicateProblems(namesIn(raw, "name", ["services"])),
    ...entriesOf(raw).flatMap((service, index) =>
      duplicateProblems(namesIn(member(service, "secrets"), "type", ["services", index, "secrets"])),
    ),
  ];
}

function namesIn(list: unknown, setting: string, path: PropertyKey[]) {
  return entriesOf(list).flatMap((entry, index) => {
    const name = member(entry, setting);
    return typeof name === "string" ? [{ name, path: [...path, index, setting] }] : [];
  });
}

/** Any list's entries; nothing for what is no list. */
export function entriesOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
