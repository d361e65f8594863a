/** A problem that the user can mend; its message is one clear line, perhaps followed by a log's end. */
export class LocalAwsError extends Error {
  override readonly name = "LocalAwsError";
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
