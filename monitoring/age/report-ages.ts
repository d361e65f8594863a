import { metricRecord } from "./metric-record";
import { rotationAge, type SecretState } from "./rotation-age";
import { type WatchedSecret } from "./watched-secret";

export interface ReportOptions {
  secrets: readonly WatchedSecret[];
  namespace: string;
  now: Date;
  /** Asks for a secret's state by its name. */
  stateOf: (name: string) => Promise<SecretState>;
  /** Gets each record as one line of JSON. */
  print: (line: string) => void;
}

/**
 * Reports the age of each secret. One that can't be described keeps none of the others from being reported.
 *
 * @throws Error that names those secrets, and why.
 */
export async function reportAges({ secrets, namespace, now, stateOf, print }: ReportOptions): Promise<void> {
  const failures: string[] = [];
  for (const secret of secrets) {
    try {
      const age = rotationAge(await stateOf(secret.name), secret.deadlineInDays, now);
      if (age) print(JSON.stringify(metricRecord(secret, age, { namespace, now })));
    } catch (error) {
      failures.push(
        `${secret.name}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      );
    }
  }
  if (failures.length > 0) throw new Error(`the age of ${failures.join("; ")}`);
}
