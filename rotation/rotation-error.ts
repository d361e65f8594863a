/** An error whose message is meant for people: it names no value. */
export class RotationError extends Error {
  override readonly name = "RotationError";
}
