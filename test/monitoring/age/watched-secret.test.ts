import assert from "node:assert/strict";

import { watchedSecrets } from "../../../monitoring/age/watched-secret";

describe("watchedSecrets", () => {
  it("reads service and name from a secret's name", () => {
    assert.deepEqual(
      watchedSecrets(JSON.stringify([{ name: "auth-service-prod-config", deadlineInDays: 30 }])),
      [
        {
          service: "auth-service",
          name: "auth-service-prod-config",
          deadlineInDays: 30,
        },
      ],
    );
    assert.deepEqual(watchedSecrets("[]"), []);
  });

  it("refuses another secret", () => {
    assert.throws(() => watchedSecrets(JSON.stringify([{ name: "database", deadlineInDays: 30 }])), {
      message: "database is not the name of a service's secret",
    });
  });
});
