/**
 * Node.js runtime to the day from which AWS gives it no more security updates, `YYYY-MM-DD`
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).
 */
const deprecations: Readonly<Record<string, string>> = {
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
};

/** Since when a runtime is deprecated; `undefined` where it is not, or is none of Node.js. */
export function deprecatedSince(runtime: string, now: Date): string | undefined {
  const major = Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? Number.NaN);
  if (major < 18) return "2025-09-01";
  const day = deprecations[runtime];
  return day !== undefined && day <= now.toISOString().slice(0, 10) ? day : undefined;
}
