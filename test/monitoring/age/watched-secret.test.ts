import assert from "node:assert/strict";

import { watchedSecrets } from "../../../monitoring/age/watched-secret";

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCd12`;

describe("watchedSecrets", () => {
  it("reads service and name from a secret's ARN", () => {
    assert.deepEqual(watchedSecrets(JSON.stringify({ [arn("auth-service-prod-config")]: 30 })), [
      {
        service: "auth-service",
        name: "auth-service-prod-config",
        arn: arn("auth-service-prod-config"),
        deadlineInDays: 30,
      },
    ]);
    assert.deepEqual(watchedSecrets("{}"), []);
  });

  it("refuses another secret", () => {
    assert.throws(() => watchedSecrets(JSON.stringify({ [arn("database")]: 30 })), {
      message: `${arn("database")} is not the full ARN of a service's secret`,
    });
  });
});
