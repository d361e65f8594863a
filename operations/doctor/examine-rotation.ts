import { type ExaminedEnvironment } from "./examine-service";
import { accessTo, examineNetwork } from "./examine-tasks";
import { type Finding } from "./finding";
import { functionFindings } from "./function-checks";
import { type LogLine } from "./log-line";
import { neededByFunctions } from "./network-checks";
import { observeFunction, type ObservedFunction } from "./observe/function";
import { nameOf, observeRole } from "./observe/role";
import { type ObservedSecret } from "./observe/secret";
import { assumedByFunctions, roleFindings } from "./role-checks";
import { rolloutFindings } from "./rollout-checks";
import { rotationFindings } from "./rotation-checks";
import { rotationFunctionFindings } from "./rotation-function-checks";
import { look } from "./sight";

/** The checks of a service's rotations: of each function with the secrets that it rotates, then of how they went. */
export async function examineRotation(
  secrets: readonly ObservedSecret[],
  context: ExaminedEnvironment,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const logs = new Map<string, readonly LogLine[]>();
  const arns = new Set(secrets.flatMap(({ secret }) => functionOf(secret) ?? []));
  for (const arn of arns) {
    const sight = await look(() => observeFunction(context.clients, arn, context.now));
    findings.push(...functionFindings(nameOf(arn), sight, context.now));
    const found = "seen" in sight ? sight.seen : undefined;
    if (found === undefined) continue;
    logs.set(arn, "seen" in found.log ? (found.log.seen ?? []) : []);
    const rotated = secrets.filter(({ secret }) => functionOf(secret) === arn);
    findings.push(...rotated.flatMap(({ secret }) => rotationFunctionFindings(found, secret)));
    findings.push(...(await examineRights(found, rotated, context)));
  }
  return [...findings, ...secrets.flatMap((secret) => progressOf(secret, logs, context))];
}

/** A secret whose rotation was cancelled keeps the function's ARN. */
function functionOf({ rotationEnabled, rotationFunctionArn }: ObservedSecret["secret"]): string | undefined {
  return rotationEnabled ? rotationFunctionArn : undefined;
}

async function examineRights(
  rotating: ObservedFunction,
  secrets: readonly ObservedSecret[],
  { clients }: ExaminedEnvironment,
): Promise<Finding[]> {
  const { name, roleArn, network } = rotating;
  const sight = await look(() => observeRole(clients.iam, roleArn));
  const role = "seen" in sight ? sight.seen : undefined;
  const placement = network && { ...network, isPublic: false };
  return [
    ...roleFindings(roleArn, sight, assumedByFunctions),
    ...(role ? secrets.flatMap((secret) => accessTo(secret, role, "rotate")) : []),
    ...(placement
      ? await examineNetwork(clients, name, { placement, needed: neededByFunctions, role, secrets })
      : []),
  ];
}

function progressOf(
  observed: ObservedSecret,
  logs: ReadonlyMap<string, readonly LogLine[]>,
  { tasks, rollout, now }: ExaminedEnvironment,
): Finding[] {
  const { secret } = observed;
  const window = "seen" in rollout ? rollout.seen?.variables.MAINTENANCE_WINDOW : undefined;
  return [
    ...rotationFindings(observed, logs.get(functionOf(secret) ?? "") ?? [], now),
    ...rolloutFindings(secret, {
      tasks: "seen" in tasks ? (tasks.seen ?? []) : [],
      hasMaintenanceWindow: (window ?? "") !== "",
      now,
    }),
  ];
}
