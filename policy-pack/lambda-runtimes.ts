/**
 * Runtime to the day from which AWS gives it no more security updates.
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html)
 */
const deprecations: Readonly<Record<string, string>> = {
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
  "python3.9": "2025-12-15",
  "python3.10": "2026-10-31",
  "python3.11": "2027-06-30",
  "python3.12": "2028-10-31",
  "python3.13": "2029-06-30",
  "python3.14": "2029-06-30",
  "java8.al2": "2027-06-30",
  java11: "2027-06-30",
  java17: "2027-06-30",
  java21: "2029-06-30",
  java25: "2029-06-30",
  dotnet6: "2024-12-20",
  dotnet8: "2026-11-10",
  dotnet10: "2028-11-14",
  "ruby3.2": "2026-03-31",
  "ruby3.3": "2027-03-31",
  "ruby3.4": "2028-03-31",
  "provided.al2": "2026-07-31",
  "provided.al2023": "2029-06-30",
};

/** What was deprecated before those. */
const old =
  /^(?:nodejs(?:[468]\.\d+|1[0246]\.x|4\.3-edge)?|python(?:2\.7|3\.[678])|java8|dotnetcore[\d.]+|go1\.x|ruby2\.\d|provided)$/;

/** The day from which a runtime is deprecated, `YYYY-MM-DD`; `undefined` where it is not known. */
export function deprecationOf(runtime: string): string | undefined {
  return deprecations[runtime];
}

/** Whether a runtime is deprecated today, in UTC. A runtime that is not known here is newer than this list. */
export function isDeprecated(runtime: string): boolean {
  const date = deprecationOf(runtime);
  return date === undefined ? old.test(runtime) : date <= new Date().toISOString().slice(0, 10);
}
