import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { chargesOf } from "./recorded-charges";

describe("functionCharges", () => {
  it("takes calls and seconds as assumed and the function's memory, Lambda's 128 MB where none is given", async () => {
    const charges = await chargesOf(
      () => {
        const args = { role: "arn:aws:iam::111122223333:role/f", architectures: ["arm64"] };
        new aws.lambda.Function("small", args);
        new aws.lambda.Function("large", { ...args, memorySize: 1024 });
        new aws.lambda.Function("x86", { role: args.role });
      },
      "functionCalls=50000",
      "functionSeconds=2",
    );
    assert.deepEqual(charges, {
      small: { functionCalls: 0.05, functionTime: 12500 },
      large: { functionCalls: 0.05, functionTime: 100000 },
      x86: "only functions on arm64 are priced",
    });
  });
});
