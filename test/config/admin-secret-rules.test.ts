import assert from "node:assert/strict";

import { adminSecretProblems } from "../../config/admin-secret-rules";
import { formatProblem } from "../../config/problems";
import { adminSecretArn, mongodb } from "../support/breakages/rotation";
import { declaredService } from "../support/declared-service";

/** Two services, each with a secret; the first one's database has the given admin secret. */
function problemsOf(name: string): string[] {
  const rotation = { ...mongodb, adminSecretArn: adminSecretArn(name) };
  const service = declaredService({
    secrets: [{ type: "config", keys: { MONGODB_URI: { source: "supplied", rotation } } }],
  });
  const other = declaredService({ name: "payment-service", secrets: [{ type: "api-keys", keys: {} }] });
  const services = [
    { service, index: 0 },
    { service: other, index: 1 },
  ];
  return adminSecretProblems(services, "stage").map(formatProblem);
}

describe("adminSecretProblems", () => {
  it("accepts a secret of another name, or of this environment's own by its name", () => {
    assert.deepEqual(problemsOf("mongodb-admin"), []);
    assert.deepEqual(problemsOf("mongodb-admin-stage-credentials"), []);
  });

  it("refuses a secret of any of the stack's services", () => {
    const [problem, ...others] = problemsOf("payment-service-stage-api-keys");
    assert.deepEqual(others, []);
    assert.match(problem ?? "", /must not be a secret of this stack, as every task of its service gets/);
  });

  it("refuses a secret of another environment, also where the name holds this one's", () => {
    const [problem] = problemsOf("load-stage-runner-prod-config");
    assert.match(
      problem ?? "",
      /must not be a secret of prod, by its name load-stage-runner-prod-config: stage/,
    );
  });

  it("does not stumble over a service whose name is wrong", () => {
    const service = declaredService({ name: "Wrong", secrets: [{ type: "config", keys: {} }] });
    assert.deepEqual(adminSecretProblems([{ service, index: 0 }], "test"), []);
  });
});
