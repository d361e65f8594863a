/** What AWS told, or why it did not. */
export type Sight<T> = { seen: T } | { hidden: string };

/** The errors by which the services say that something is not there. */
const absences = new Set([
  "ClusterNotFoundException",
  "InvalidGroup.NotFound",
  "InvalidSubnetID.NotFound",
  "NoSuchEntity",
  "NoSuchEntityException",
  "NotFoundException",
  "ResourceNotFoundException",
  "ServiceNotFoundException",
]);

/**
 * Asks AWS for something: `undefined` is seen where it is not there. A refusal of one call leaves the others worth their while.
 *
 * @throws what is no answer of AWS
 */
export async function look<T>(ask: () => Promise<T>): Promise<Sight<T | undefined>> {
  try {
    return { seen: await ask() };
  } catch (error) {
    if (!isAnswer(error)) throw error;
    if (absences.has(error.name)) return { seen: undefined };
    return { hidden: `${error.name}: ${error.message.split("\n", 1)[0] ?? ""}` };
  }
}

/** Whether an error is what an AWS service has answered. The SDK puts `$metadata` on those of the connection and of retries as well. */
export function isAnswer(error: unknown): error is Error {
  return error instanceof Error && "$fault" in error;
}

/** Works something out of what was seen, or of its absence; an error is a reason why it is not seen. */
export function inSight<T, Result>(sight: Sight<T>, workOut: (seen: T) => Result): Sight<Result> {
  if ("hidden" in sight) return sight;
  try {
    return { seen: workOut(sight.seen) };
  } catch (error) {
    return { hidden: error instanceof Error ? error.message : String(error) };
  }
}
