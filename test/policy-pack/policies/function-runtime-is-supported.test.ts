import assert from "node:assert/strict";

import { functionRuntimeIsSupported as policy } from "../../../policy-pack/policies/function-runtime-is-supported";
import { lambdaFunction } from "../functions";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const fault = (what: string) =>
  `mandatory Function rotate: runtime is ${what}: set it to a newer one of the language`;

describe("function-runtime-is-supported", () => {
  it("accepts a supported runtime, one that is not known here, and a container image", async () => {
    for (const runtime of ["nodejs24.x", "python3.14", "nodejs99.x"])
      assert.deepEqual(await reports(policy, () => lambdaFunction({ runtime })), []);
    const image = { packageType: "Image", imageUri: "web", runtime: undefined, handler: undefined };
    assert.deepEqual(await reports(policy, () => lambdaFunction(image)), []);
  });

  it("refuses a deprecated one", async () => {
    assert.deepEqual(await reports(policy, () => lambdaFunction({ runtime: "nodejs20.x" })), [
      fault("nodejs20.x, deprecated since 2026-04-30"),
    ]);
    assert.deepEqual(await reports(policy, () => lambdaFunction({ runtime: "python2.7" })), [
      fault("python2.7, deprecated"),
    ]);
  });

  it("accepts one that AWS supports for longer, by the settings", async () => {
    const policyConfig = { [policy.name]: { supported: ["nodejs20.x"] } };
    assert.deepEqual(
      await reports(policy, () => lambdaFunction({ runtime: "nodejs20.x" }), { policyConfig }),
      [],
    );
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => lambdaFunction({ runtime: knownInUpdate("go1.x") });
    assert.deepEqual(await reports(policy, program), [undetermined("Function rotate", "runtime")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault("go1.x, deprecated")]);
  });
});
