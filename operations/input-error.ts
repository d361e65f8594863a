/** A problem that the user can mend, on the command line or in a stack's configuration; the message says how. */
export class InputError extends Error {
  override readonly name = "InputError";
}
