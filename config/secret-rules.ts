import { automaticStrategies, defaultSchedule } from "../rotation/contract/automatic-strategies";
import { type Problem, problemAt } from "./problems";
import { durationProblem, scheduleProblem, shortestInterval } from "./rotation-schedule";
import { type ServiceConfig } from "./service-schema";
import { strategyProblems } from "./strategy-rules";
import { isVariableName, variableNameRule } from "./variable-rules";

type Path = readonly PropertyKey[];
type SecretConfig = ServiceConfig["secrets"][number];
type RotationConfig = NonNullable<SecretConfig["rotation"]>;

/** The rules of one secret. */
export function secretProblems(secret: SecretConfig, path: Path): Problem[] {
  const { keys, rotation } = secret;
  const names = Object.keys(keys);
  const timing = rotation ? scheduleProblems(rotation, [...path, "rotation"]) : [];
  return [
    ...(names.length === 0 ? [problemAt([...path, "keys"], "must declare at least one key")] : []),
    ...names
      .filter((name) => !isVariableName(name))
      .map((name) => problemAt([...path, "keys", name], variableNameRule)),
    ...strategyProblems(keys, [...path, "keys"]),
    ...functionProblems(secret, [...path, "rotation"]),
    ...timing,
    ...(timing.length === 0 ? overlapProblems(secret, path) : []),
  ];
}

/** A secret is rotated by the service's own function or by another one, and by one of them at least. */
function functionProblems({ keys, rotation }: SecretConfig, path: Path): Problem[] {
  if (!rotation) return [];
  const [key] = Object.keys(automaticStrategies([{ name: "", keys }])[""] ?? {});
  if (key !== undefined && rotation.functionArn !== undefined) {
    const rule = `must not be set where a key has a strategy, as ${key} has: remove one of them, as one function alone rotates a secret`;
    return [problemAt([...path, "functionArn"], rule, rotation.functionArn)];
  }
  if (key !== undefined || rotation.functionArn !== undefined) return [];
  return [
    problemAt(path, "rotates no key: give one a strategy other than manual, set functionArn, or remove it"),
  ];
}

function scheduleProblems({ schedule, duration }: RotationConfig, path: Path): Problem[] {
  const scheduleRule = scheduleProblem(schedule);
  if (scheduleRule !== undefined) return [problemAt([...path, "schedule"], scheduleRule, schedule)];
  const durationRule = duration === undefined ? undefined : durationProblem(duration, schedule);
  return durationRule === undefined ? [] : [problemAt([...path, "duration"], durationRule, duration)];
}

/** A secret is not rotated while the value before must still be accepted. */
function overlapProblems({ keys, rotation }: SecretConfig, path: Path): Problem[] {
  const schedule = rotation?.schedule ?? defaultSchedule;
  return Object.entries(keys).flatMap(([key, { rotation: declared }]) => {
    if (declared?.strategy !== "random" || !declared.overlap) return [];
    const shortest = shortestInterval(schedule);
    if (declared.overlap.hours < shortest) return [];
    const rule = `must be less than ${shortest}, the hours between two rotations by ${schedule}`;
    return [problemAt([...path, "keys", key, "rotation", "overlap", "hours"], rule)];
  });
}
