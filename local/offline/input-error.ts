/** A problem that the user can mend, in a file or on the command line; the message is one clear line. */
export class InputError extends Error {
  override readonly name = "InputError";
}
