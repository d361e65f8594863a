import assert from "node:assert/strict";

import { savedQueries } from "../../monitoring/queries";

describe("savedQueries", () => {
  const queries = savedQueries("prod");
  const patternOf = (query: string) => /secretId like \/(\S+)\/\n/.exec(query)?.[1] ?? "(?!)";

  it("answer who read, who was denied, who is new and what changed", () => {
    assert.deepEqual(
      queries.map(({ name }) => name),
      ["who read this secret", "denied attempts", "first-time readers", "changes"],
    );
  });

  for (const { name, query } of queries) {
    it(`${name}: concerns the environment's secrets only, by name and by ARN`, () => {
      const pattern = new RegExp(patternOf(query));
      const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";
      const ids = [
        "auth-service-prod-config",
        `${arn}auth-service-prod-api-keys-AbCd12`,
        "auth-service-test-config",
        `${arn}auth-service-prod-configuration-AbCd12`,
      ];
      assert.deepEqual(
        ids.map((id) => pattern.test(id)),
        [true, true, false, false],
      );
    });
  }
});
