import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { MemorySecret } from "./memory-secret";
import { secretText } from "../secret-text";

/** The same rules, where the local AWS has them too, are tested on it in test/integration/emulator. */
describe("MemorySecret", () => {
  let secret: MemorySecret;
  let first: string;
  beforeEach(() => {
    secret = new MemorySecret("orders-prod-config");
    first = put("AWSCURRENT", "BOOTSTRAP");
  });

  describe("put", () => {
    it("attaches every label, and takes each from the version that had it", () => {
      const second = put("AWSCURRENT", "BOOTSTRAP");
      assert.deepEqual(secret.labels(), { [first]: ["AWSPREVIOUS"], [second]: ["AWSCURRENT", "BOOTSTRAP"] });
    });

    it("makes the version current where no labels are named", () => {
      const second = randomUUID();
      secret.put(second, secretText());
      assert.deepEqual(secret.labels(), { [first]: ["BOOTSTRAP", "AWSPREVIOUS"], [second]: ["AWSCURRENT"] });
    });

    it("gives a secret's first version AWSCURRENT, whatever labels are named", () => {
      secret = new MemorySecret("payments-prod-config");
      const only = put("AWSPENDING", "CHECKED");
      assert.deepEqual(secret.labels(), { [only]: ["AWSCURRENT", "AWSPENDING", "CHECKED"] });
    });

    it("fills the version that a rotation has staged, which need not become current", () => {
      secret = new MemorySecret("payments-prod-config");
      const token = secret.startRotation();
      secret.put(token, secretText(), ["AWSPENDING"]);
      assert.deepEqual(secret.labels(), { [token]: ["AWSPENDING"] });
    });

    it("does nothing when it is repeated, and refuses another value of a version", () => {
      const id = randomUUID();
      const text = secretText();
      secret.put(id, text, ["CHECKED"]);
      secret.move("CHECKED", id);
      secret.put(id, text, ["CHECKED"]);
      assert.deepEqual(Object.keys(secret.labels()), [first]);
      refuses(() => {
        secret.put(id, secretText());
      }, "PutSecretValue failed with ResourceExistsException");
      assert.ok(secret.text(id) === text);
    });

    it("abandons the rotation under way when AWSCURRENT goes to another version", () => {
      const token = secret.startRotation();
      secret.put(token, secretText(), ["AWSPENDING"]);
      const second = put("AWSCURRENT");
      assert.deepEqual(secret.labels(), { [first]: ["BOOTSTRAP", "AWSPREVIOUS"], [second]: ["AWSCURRENT"] });
    });

    it("takes a token of 32 to 64 characters, and 20 labels a secret", () => {
      refuses(() => {
        secret.put("x".repeat(31), secretText());
      }, "PutSecretValue failed with InvalidParameterException");
      secret.put("x".repeat(64), secretText(), ["LABEL_0"]);
      for (let index = 1; index < 18; index += 1) put(`LABEL_${index}`);
      refuses(() => put("LABEL_18"), "PutSecretValue failed with LimitExceededException");
      refuses(() => {
        secret.move("LABEL_18", undefined, first);
      }, "UpdateSecretVersionStage failed with LimitExceededException");
      secret.move("LABEL_17", secret.versionWith("LABEL_17"), first);
    });
  });

  describe("move", () => {
    it("moves AWSPREVIOUS along with AWSCURRENT, and takes AWSPENDING from what is current", () => {
      const token = secret.startRotation();
      secret.put(token, secretText(), ["AWSPENDING"]);
      secret.move("AWSCURRENT", first, token);
      assert.deepEqual(secret.labels(), { [first]: ["BOOTSTRAP", "AWSPREVIOUS"], [token]: ["AWSCURRENT"] });
      secret.move("AWSCURRENT", token, first);
      assert.deepEqual(secret.labels(), { [first]: ["BOOTSTRAP", "AWSCURRENT"], [token]: ["AWSPREVIOUS"] });
    });

    it("needs the version that has the label, and no other", () => {
      const second = put("CHECKED");
      const refusal = "UpdateSecretVersionStage failed with InvalidParameterException";
      refuses(() => {
        secret.move("AWSCURRENT", undefined, second);
      }, refusal);
      refuses(() => {
        secret.move("AWSCURRENT", second, second);
      }, refusal);
      refuses(() => {
        secret.move("AWSCURRENT", "", second);
      }, refusal);
      refuses(() => {
        secret.move("BOOTSTRAP", second);
      }, refusal);
      refuses(() => {
        secret.move("CHECKED");
      }, refusal);
      assert.deepEqual(secret.labels(), { [first]: ["AWSCURRENT", "BOOTSTRAP"], [second]: ["CHECKED"] });
    });

    it("attaches a label that is on no version, and again to the version that has it", () => {
      secret.move("DEPLOYED", undefined, first);
      secret.move("DEPLOYED", undefined, first);
      assert.deepEqual(secret.labels(), { [first]: ["AWSCURRENT", "BOOTSTRAP", "DEPLOYED"] });
    });

    it("never leaves a secret without AWSCURRENT", () => {
      refuses(() => {
        secret.move("AWSCURRENT", first);
      }, "UpdateSecretVersionStage failed with InvalidParameterException");
    });

    it("does not know versions that are gone", () => {
      refuses(() => {
        secret.move("AWSCURRENT", first, randomUUID());
      }, "UpdateSecretVersionStage failed with ResourceNotFoundException");
    });
  });

  it("stages a version without value for a rotation, and takes up one that is not complete", () => {
    const token = secret.startRotation();
    assert.deepEqual(secret.labels(), { [first]: ["AWSCURRENT", "BOOTSTRAP"], [token]: ["AWSPENDING"] });
    assert.equal(secret.text(token), undefined);
    assert.equal(secret.startRotation(), token);
  });

  it("stages a version with the present value for a test of the rotation", () => {
    const token = secret.startTest();
    assert.deepEqual(secret.labels()[token], ["AWSPENDING"]);
    assert.ok(secret.text(token) === secret.text(first));
  });

  it("keeps a version without labels readable until it is collected", () => {
    const second = put("CHECKED");
    secret.move("CHECKED", second);
    assert.notEqual(secret.text(second), undefined);
    secret.collectDeprecated();
    assert.equal(secret.text(second), undefined);
    assert.notEqual(secret.text(first), undefined);
  });

  it("is not changed by what happens to a copy", () => {
    const copied = secret.copy();
    copied.move("DEPLOYED", undefined, first);
    copied.put(randomUUID(), secretText());
    assert.deepEqual(secret.labels(), { [first]: ["AWSCURRENT", "BOOTSTRAP"] });
  });

  function put(...labels: string[]): string {
    const id = randomUUID();
    secret.put(id, secretText(), labels);
    return id;
  }

  function refuses(call: () => unknown, problem: string): void {
    const message = problem.replace(" failed", ` of ${secret.arn} failed`);
    assert.throws(call, { name: "RotationError", message });
  }
});
