import { type Clock } from "./clock";
import { RotationError } from "./rotation-error";

/** Everything that may stand in a line of the log. */
export interface LogEntry {
  /** The secret's name. */
  secret: string;
  /** A step of Secrets Manager's or of a rollout request, or a part of one. */
  step: string;
  /** The id of the version that the step is about. */
  version?: string;
  outcome: string;
  milliseconds?: number;
  /** Name of an error, such as `RotationError`. */
  error?: string;
  /** What a RotationError says, or a reason in a strategy's words. Neither holds a value. */
  message?: string;
}

/** Writes a line of JSON. Fields that are not {@link LogEntry}'s are left out, whatever the object holds. */
export function log(entry: LogEntry): void {
  const { secret, step, version, outcome, milliseconds, error, message } = entry;
  console.log(JSON.stringify({ secret, step, version, outcome, milliseconds, error, message }));
}

/**
 * Does the work of a step and logs how it went.
 *
 * @throws RotationError what {@link errorForPeople} makes of an error: Lambda logs whatever a handler throws.
 */
export async function logged<Result extends { outcome: string }>(
  entry: Pick<LogEntry, "secret" | "step" | "version">,
  clock: Clock,
  work: () => Promise<Result>,
): Promise<Result> {
  const start = clock.now().getTime();
  try {
    const result = await work();
    log({ ...entry, ...endOf(result), milliseconds: clock.now().getTime() - start });
    return result;
  } catch (error) {
    const { name, message } = errorForPeople(error);
    log({ ...entry, outcome: "failed", milliseconds: clock.now().getTime() - start, error: name, message });
    throw new RotationError(message);
  }
}

function endOf({ outcome, reason }: { outcome: string; reason?: unknown }): {
  outcome: string;
  message?: string;
} {
  return typeof reason === "string" ? { outcome, message: reason } : { outcome };
}

/** An error without the message of a foreign one, which may quote a value: of that, its name and code only. */
export function errorForPeople(error: unknown): { name: string; message: string } {
  if (error instanceof RotationError) return error;
  if (!(error instanceof Error))
    return { name: "Error", message: "something that is not an error was thrown" };
  const code = "code" in error ? error.code : undefined;
  const known = typeof code === "string" || typeof code === "number" ? ` (${code})` : "";
  return { name: error.name, message: `unexpected ${error.name}${known}` };
}
