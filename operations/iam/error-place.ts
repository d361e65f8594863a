/** Does something, and says where an error came from. */
export function within<Result>(place: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
