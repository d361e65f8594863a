import assert from "node:assert/strict";

import { type Fields, notKnown } from "../../policy-pack/known-values";
import { inspectTaskStarts, type TaskStart } from "../../policy-pack/task-starts";

/** The settings that are found in a resource's inputs, and where their propagateTags stands. */
function read(type: string, inputs: Fields) {
  const starts: TaskStart[] = [];
  const inspect = inspectTaskStarts((start) => {
    starts.push(start);
    return [];
  })[type];
  inspect?.(inputs, { project: "shop", stack: "prod", environment: "prod", config: {} });
  return starts.map(({ settings, placeOf }) => ({ settings, ...placeOf("propagateTags") }));
}

const settings = { propagateTags: "TASK_DEFINITION" };

describe("inspectTaskStarts", () => {
  it("reads a service and a task set themselves", () => {
    for (const type of ["aws:ecs/service:Service", "aws:ecs/taskSet:TaskSet"])
      assert.deepEqual(read(type, settings), [
        { settings, place: "propagateTags", property: "propagateTags" },
      ]);
  });

  it("reads the ECS target of a rule, a schedule and a pipe", () => {
    assert.deepEqual(read("aws:cloudwatch/eventTarget:EventTarget", { ecsTarget: settings }), [
      { settings, place: "ecsTarget.propagateTags", property: "ecsTarget" },
    ]);
    assert.deepEqual(read("aws:scheduler/schedule:Schedule", { target: { ecsParameters: settings } }), [
      { settings, place: "target.ecsParameters.propagateTags", property: "target" },
    ]);
    assert.deepEqual(read("aws:pipes/pipe:Pipe", { targetParameters: { ecsTaskParameters: settings } }), [
      { settings, place: "targetParameters.ecsTaskParameters.propagateTags", property: "targetParameters" },
    ]);
  });

  it("finds nothing in a target that is no ECS task", () => {
    assert.deepEqual(read("aws:cloudwatch/eventTarget:EventTarget", { arn: "arn:aws:sqs:::queue" }), []);
    assert.deepEqual(read("aws:scheduler/schedule:Schedule", { target: { arn: "arn:aws:sqs:::queue" } }), []);
  });

  it("passes on a target that is not known as a whole", () => {
    assert.deepEqual(read("aws:scheduler/schedule:Schedule", { target: notKnown }), [
      { settings: notKnown, place: "target.ecsParameters.propagateTags", property: "target" },
    ]);
  });
});
