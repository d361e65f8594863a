/** What a command has found or met that is wrong with a secret or a service; the message says what to do about it. */
export class Problem extends Error {
  override readonly name = "Problem";
}
