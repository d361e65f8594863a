import { keysOfTags } from "../../rotation/contract/key-tags";
import { strategiesSchema } from "../../rotation/contract/rotation-environment";
import { evaluate } from "../iam/evaluate";
import { parsePolicy } from "../iam/policy";
import { parsedJson } from "../parsed-json";
import { type StackSecret } from "../stack/stack-secret";
import { type Finding, judged, ok, problem } from "./finding";
import { type LogLine } from "./log-line";
import { type ObservedFunction } from "./observe/function";
import { inSight } from "./sight";

/** Seconds that the four steps need at least where a target is asked; Lambda's own default is 3. */
const shortestTimeout = 30;
const deployAgain = "deploy the stack again, which puts its settings back";

/** Whether a function is made to rotate a secret, may be called for it, and lately did. */
export function rotationFunctionFindings(rotating: ObservedFunction, secret: StackSecret): Finding[] {
  return [
    settingsFinding(rotating, secret),
    ...permissionFindings(rotating, secret),
    ...judged("function-log", rotating.name, rotating.log, (lines = []) => [
      logFinding(rotating.name, lines, secret),
    ]),
  ];
}

function settingsFinding({ name, timeout, variables }: ObservedFunction, secret: StackSecret): Finding {
  if (timeout < shortestTimeout) {
    return problem(
      "function-settings",
      name,
      `its timeout is ${timeout} s, too short to rotate`,
      deployAgain,
    );
  }
  const isOwn = name === `${secret.service}-${secret.environment}-rotation`;
  const wrong = isOwn ? strategiesProblem(variables.STRATEGIES, secret) : undefined;
  return wrong === undefined
    ? ok("function-settings", name, `its timeout is ${timeout} s, and it is made for ${secret.name}`)
    : problem("function-settings", name, wrong, deployAgain);
}

function strategiesProblem(text: string | undefined, { name, tags }: StackSecret): string | undefined {
  const strategies = strategiesSchema.safeParse(parsedJson(text));
  if (!strategies.success) return "its variable STRATEGIES is missing or not as it should be";
  const declared = strategies.data[name];
  if (declared === undefined) return `its variable STRATEGIES does not name ${name}`;
  const tagged = keysOfTags(tags);
  if (Object.keys(tagged).length === 0) return undefined; // a secret without the tags of a stack says nothing
  const other = Object.entries(declared).find(([key, { strategy }]) => tagged[key] !== strategy);
  if (other === undefined) return undefined;
  const [key, { strategy }] = other;
  return `it rotates ${key} of ${name} by ${strategy}, while the secret's tags say ${tagged[key] ?? "nothing of it"}`;
}

/** (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html) */
function permissionFindings({ name, arn, policy }: ObservedFunction, secret: StackSecret): Finding[] {
  const account = secret.arn.split(":")[4] ?? "";
  const verdict = inSight(policy, (document) =>
    document === undefined
      ? undefined
      : evaluate(
          {
            principal: { type: "service", name: "secretsmanager.amazonaws.com" },
            action: "lambda:InvokeFunction",
            resource: arn,
            context: { "aws:SourceAccount": account, "aws:SourceArn": secret.arn },
          },
          { resource: parsePolicy("resource", `policy of ${name}`, document) },
        ),
  );
  return judged("function-permission", name, verdict, (seen) => {
    if (seen?.decision === "allowed") {
      return [ok("function-permission", name, `Secrets Manager may call it for ${secret.name}`)];
    }
    const why = seen === undefined ? "it has no policy" : `${seen.decision} (${seen.because.join(", ")})`;
    return [
      problem(
        "function-permission",
        name,
        `Secrets Manager may not call it for ${secret.name}: ${why}`,
        "deploy the stack again, which permits it for this secret and account",
      ),
    ];
  });
}

/** A failure is past once the same step, or a whole rotation, has ended well. */
function isPast(failure: LogLine, lines: readonly LogLine[]): boolean {
  return lines.some(
    ({ failed, time, step }) =>
      !failed &&
      time > failure.time &&
      (failure.step === undefined || step === failure.step || step === "finishSecret"),
  );
}

/** The last failure that is told of the secret, or of no secret in particular. */
function logFinding(name: string, all: readonly LogLine[], secret: StackSecret): Finding {
  const lines = all.filter((line) => line.secret === undefined || line.secret === secret.name);
  const failure = lines.findLast((line) => line.failed && !isPast(line, lines));
  if (failure === undefined)
    return ok("function-log", name, `its log tells of no failure for ${secret.name}`);
  return problem(
    "function-log",
    name,
    `for ${secret.name}, ${failure.what} (${failure.time.toISOString()})`,
    `mend what it names, then rotate again: aws secretsmanager rotate-secret --secret-id ${secret.name}`,
  );
}
