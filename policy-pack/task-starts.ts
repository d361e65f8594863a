import { type Context, type Finding, type Inspect } from "./input-policy";
import { type Place } from "./judge-text";
import { type Value, valuesAt } from "./known-values";

/** What a resource that starts ECS tasks says of how it starts them. */
export interface TaskStart {
  settings: Value;
  /** Where one of the settings stands. */
  placeOf: (key: string) => Place;
}

/** Resource type to the inputs that lead to its settings of a task's start. */
const settingsPaths: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/service:Service": [],
  "aws:ecs/taskSet:TaskSet": [],
  "aws:cloudwatch/eventTarget:EventTarget": ["ecsTarget"],
  "aws:scheduler/schedule:Schedule": ["target", "ecsParameters"],
  "aws:pipes/pipe:Pipe": ["targetParameters", "ecsTaskParameters"],
};

/** Applies a check to each resource type that starts ECS tasks. */
export function inspectTaskStarts(
  check: (start: TaskStart, context: Context) => readonly Finding[],
): Record<string, Inspect> {
  return Object.fromEntries(
    Object.entries(settingsPaths).map(([type, path]) => {
      const placeOf = (key: string) => ({ place: [...path, key].join("."), property: path[0] ?? key });
      const inspect: Inspect = (inputs, context) =>
        path
          .reduce<readonly Value[]>(
            (holders, key) => holders.flatMap((holder) => valuesAt(holder, key)),
            [inputs],
          )
          .flatMap((settings) => check({ settings, placeOf }, context));
      return [type, inspect];
    }),
  );
}
