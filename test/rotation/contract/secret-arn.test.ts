import assert from "node:assert/strict";

import { arnIn } from "../../../rotation/contract/secret-arn";

describe("arnIn", () => {
  it("names the replica in another Region: the same name, with the same six characters", () => {
    const arn = "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:web-prod-config-AbCdEf";
    assert.equal(
      arnIn("us-gov-east-1", arn),
      "arn:aws-us-gov:secretsmanager:us-gov-east-1:111122223333:secret:web-prod-config-AbCdEf",
    );
  });
});
