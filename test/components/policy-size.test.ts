import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { requireFit, type SizedPolicy } from "../../components/policy-size";
import { record } from "../../local/offline/recorder";

async function complaintOf(document: pulumi.Input<string>, kind: SizedPolicy["kind"]) {
  try {
    await record(() => {
      requireFit(pulumi.output(document), { kind, name: "the policy", remedy: "shorten it" });
    });
    return "none";
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    return error.message;
  }
}

describe("requireFit", () => {
  for (const [kind, most] of [
    ["managed", 6144],
    ["role", 10240],
    ["trust", 2048],
    ["secret", 20480],
    ["key", 32768],
  ] as const) {
    it(`takes ${most} characters of a policy of kind ${kind}, and not one more`, async () => {
      assert.equal(await complaintOf("x".repeat(most), kind), "none");
      assert.equal(
        await complaintOf("x".repeat(most + 1), kind),
        `the policy would have ${most + 1} characters, and AWS takes at most ${most}: shorten it`,
      );
    });
  }

  it("does not count white space", async () => {
    assert.equal(await complaintOf("x \n\t".repeat(2048), "trust"), "none");
  });
});
