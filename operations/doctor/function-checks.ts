import { type Finding, judged, ok, problem } from "./finding";
import { type ObservedFunction } from "./observe/function";
import { deprecatedSince } from "./runtime-deprecations";
import { type Sight } from "./sight";

/** Whether a function is there and can run. */
export function functionFindings(
  name: string,
  sight: Sight<ObservedFunction | undefined>,
  now: Date,
): Finding[] {
  return judged("function-exists", name, sight, (found) =>
    found === undefined
      ? [
          problem(
            "function-exists",
            name,
            "there is no such function",
            "deploy the stack again, which makes it",
          ),
        ]
      : [
          ok("function-exists", name, "it is there"),
          stateFinding(found),
          runtimeFinding(found, now),
          concurrencyFinding(found),
        ],
  );
}

/** A function that nobody called for long is inactive, and is made active by the next call. */
function stateFinding({ name, state, stateReason, lastUpdate }: ObservedFunction): Finding {
  const isBroken = state === "Failed" || state === "Inactive" || lastUpdate === "Failed";
  if (!isBroken) return ok("function-state", name, `it is ${state}`);
  return problem(
    "function-state",
    name,
    `it is ${state}${lastUpdate === "Failed" ? ", and its last update failed" : ""}${stateReason === undefined ? "" : `: ${stateReason}`}`,
    "deploy the stack again; an inactive function wakes with the next call, which fails",
  );
}

function runtimeFinding({ name, runtime = "a container image" }: ObservedFunction, now: Date): Finding {
  const since = deprecatedSince(runtime, now);
  if (since === undefined) return ok("function-runtime", name, `it runs on ${runtime}`);
  const fix = "deploy the stack with a release of this project that has a newer runtime";
  return problem("function-runtime", name, `its runtime ${runtime} is deprecated since ${since}`, fix);
}

function concurrencyFinding({ name, reservedConcurrency }: ObservedFunction): Finding {
  return reservedConcurrency === 0
    ? problem(
        "function-concurrency",
        name,
        "its reserved concurrency is 0, so that every call of it is throttled",
        "deploy the stack again, which reserves what it needs",
      )
    : ok(
        "function-concurrency",
        name,
        `it may run ${reservedConcurrency ?? "with what the account has left"}`,
      );
}
