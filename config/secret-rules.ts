import { type Problem, problemAt } from "./problems";
import { durationProblem, scheduleProblem } from "./rotation-schedule";
import { type ServiceConfig } from "./service-schema";
import { isVariableName, variableNameRule } from "./variable-rules";

type Path = readonly PropertyKey[];
type SecretConfig = ServiceConfig["secrets"][number];
type RotationConfig = NonNullable<SecretConfig["rotation"]>;

/** The rules of one secret. */
export function secretProblems({ keys, rotation }: SecretConfig, path: Path): Problem[] {
  const names = Object.keys(keys);
  return [
    ...(names.length === 0 ? [problemAt([...path, "keys"], "must declare at least one key")] : []),
    ...names
      .filter((name) => !isVariableName(name))
      .map((name) => problemAt([...path, "keys", name], variableNameRule)),
    ...(rotation ? rotationProblems(rotation, [...path, "rotation"]) : []),
  ];
}

function rotationProblems({ schedule, duration }: RotationConfig, path: Path): Problem[] {
  const scheduleRule = scheduleProblem(schedule);
  if (scheduleRule !== undefined) return [problemAt([...path, "schedule"], scheduleRule, schedule)];
  const durationRule = duration === undefined ? undefined : durationProblem(duration, schedule);
  return durationRule === undefined ? [] : [problemAt([...path, "duration"], durationRule, duration)];
}
