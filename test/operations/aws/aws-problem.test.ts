import assert from "node:assert/strict";

import { awsProblem } from "../../../operations/aws/aws-problem";
import { InputError } from "../../../operations/input-error";

const errorOf = (name: string, more: object = {}) =>
  Object.assign(new Error("in AWS's words"), { name, ...more });

describe("awsProblem", () => {
  const cases: [string, Error, string][] = [
    [
      "AWS that fails",
      errorOf("InternalServiceError", { $fault: "server" }),
      "AWS fails with InternalServiceError and went on doing so: try again in a minute",
    ],
    [
      "AWS that does not answer",
      errorOf("TimeoutError"),
      "cannot reach AWS (no answer in time): check --region, AWS_ENDPOINT_URL and the network",
    ],
    [
      "a connection that breaks, which the SDK calls a timeout",
      errorOf("TimeoutError", { code: "ECONNRESET" }),
      "cannot reach AWS (ECONNRESET): check --region, AWS_ENDPOINT_URL and the network",
    ],
    [
      "AWS that throttles",
      errorOf("ThrottlingException", { $fault: "client" }),
      "AWS throttles the requests and went on doing so: try again in a minute",
    ],
    [
      "what AWS denies",
      errorOf("AccessDeniedException", { $fault: "client" }),
      "AWS denies this: in AWS's words",
    ],
    [
      "what AWS refuses for a reason of its own",
      errorOf("InvalidRequestException", { $fault: "client" }),
      "AWS refuses this with InvalidRequestException: in AWS's words",
    ],
  ];
  for (const [what, error, message] of cases) {
    it(`tells people of ${what}`, () => {
      const problem = awsProblem(error);
      assert.ok(problem instanceof InputError);
      assert.equal(problem.message, message);
    });
  }

  it("does not repeat the value that AWS complains about", () => {
    const error = errorOf("ValidationException", { $fault: "client" });
    error.message = "1 validation error detected: Value 'of a person' at 'clientRequestToken' failed";
    const problem = awsProblem(error);
    assert.ok(problem instanceof InputError);
    assert.equal(
      problem.message,
      "AWS refuses this with ValidationException: 1 validation error detected: Value at 'clientRequestToken' failed",
    );
  });

  it("leaves alone what is not of AWS", () => {
    const error = errorOf("SomethingElse");
    assert.equal(awsProblem(error), error);
  });
});
