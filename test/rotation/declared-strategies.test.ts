import assert from "node:assert/strict";
import { type DeclaredStrategies } from "../../rotation/contract/rotation-environment";
import { declaredStrategies } from "../../rotation/declared-strategies";

const tools = { readSecret: () => Promise.reject(new Error("nothing is read yet")) };
const adminSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mongodb-admin-a1B2c3";
const overlap = { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 };
const declared: DeclaredStrategies = {
  "auth-service-prod-config": {
    MONGODB_URI: { strategy: "mongodb", adminSecretArn, plaintextOnLoopback: false },
    JWT_SECRET: { strategy: "random", length: 64, special: false, overlap },
    STRIPE_API_KEY: { strategy: "manual", deadlineInDays: 90 },
  },
  "auth-service-prod-credentials": {},
};

describe("declaredStrategies", () => {
  it("gives the strategies of a secret by its name", () => {
    const strategiesOf = declaredStrategies({ STRATEGIES: JSON.stringify(declared) }, tools);
    assert.deepEqual(
      strategiesOf("auth-service-prod-config").map(({ keys }) => keys),
      [["MONGODB_URI"], ["JWT_SECRET", "JWT_SECRET_PREVIOUS"], []],
    );
    assert.deepEqual(strategiesOf("auth-service-prod-credentials"), []);
  });

  it("does not know other secrets", () => {
    const strategiesOf = declaredStrategies({ STRATEGIES: JSON.stringify(declared) }, tools);
    for (const name of ["auth-service-stage-config", "constructor"]) {
      assert.throws(() => strategiesOf(name), {
        name: "RotationError",
        message: `STRATEGIES declares no strategies for ${name}`,
      });
    }
  });

  it("fills defaults in", () => {
    const text = '{"a-prod-config":{"KEY":{"strategy":"random"}}}';
    const [strategy] = declaredStrategies({ STRATEGIES: text }, tools)("a-prod-config");
    assert.deepEqual(strategy?.keys, ["KEY"]);
  });

  const problems: [string | undefined, string][] = [
    [undefined, "STRATEGIES is not valid: is not JSON"],
    ["{", "STRATEGIES is not valid: is not JSON"],
    [
      '{"a-prod-config":{"KEY":{"strategy":"dice"}}}',
      "STRATEGIES is not valid: a-prod-config: KEY: strategy: " +
        'must be "random", "mongodb", "mongodb-atlas", "issuer" or "manual"',
    ],
  ];
  for (const [STRATEGIES, message] of problems) {
    it(`refuses variables with ${STRATEGIES ?? "nothing"}`, () => {
      assert.throws(() => declaredStrategies({ STRATEGIES }, tools), { name: "RotationError", message });
    });
  }
});
