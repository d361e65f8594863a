import { z } from "zod";

/** The schema of a setting without what says that it may be left out. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  if (isOptional(schema)) {
    const inner = schema.unwrap();
    if (inner instanceof z.ZodType) return unwrapped(inner);
  }
  return schema;
}

function isOptional(schema: z.ZodType): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
}

/** Whether a setting may be left out. */
export function mayBeLeftOut(schema: z.ZodType): boolean {
  return isOptional(schema);
}

/** What a setting's own rules say, as they say it of a wrong value: `must be …`; for a list, those of its elements: `each must be …`. */
export function rulesOf(schema: z.ZodType): string[] {
  const inner = unwrapped(schema);
  const ofElements =
    inner instanceof z.ZodArray && inner.element instanceof z.ZodType
      ? rulesOf(inner.element).map((rule) => `each ${rule}`)
      : [];
  return [...new Set([...ownRules(inner), ...ofElements])];
}

function ownRules(schema: z.ZodType): string[] {
  const checks = schema.def.checks ?? [];
  return checks.flatMap(({ _zod: { def } }) => {
    const { error }: { error?: unknown } = def;
    const message: unknown = typeof error === "function" ? Reflect.apply(error, undefined, [{}]) : undefined;
    return typeof message === "string" ? [message] : [];
  });
}
