/**
 * How long a client waits for AWS, in seconds: without it, for ever, so that one connection that hangs takes a function all of its time.
 * (`requestTimeout` and `throwOnRequestTimeout` of `NodeHttpHandlerOptions` in `@smithy/types`)
 */
export function answersWithin(seconds: number) {
  return { connectionTimeout: 3000, requestTimeout: seconds * 1000, throwOnRequestTimeout: true };
}
