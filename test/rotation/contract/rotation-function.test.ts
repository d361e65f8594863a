import assert from "node:assert/strict";

import {
  functionNameOf,
  isOwnRotationFunction,
  rotationFunctionName,
} from "../../../rotation/contract/rotation-function";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auth-service-prod-config-AbCdEf";
const own = "arn:aws:lambda:eu-west-1:111122223333:function:auth-service-prod-rotation";

describe("rotationFunctionName", () => {
  it("says whose function it is", () => {
    assert.equal(rotationFunctionName("auth-service", "prod"), "auth-service-prod-rotation");
  });
});

describe("isOwnRotationFunction", () => {
  it("knows the function of the secret's service, in every partition", () => {
    assert.ok(isOwnRotationFunction(own, secret));
    const inPartition = (arn: string) => arn.replace("arn:aws:", "arn:aws-us-gov:");
    assert.ok(isOwnRotationFunction(inPartition(own), inPartition(secret)));
  });

  const foreign: Record<string, string> = {
    "of another name": own.replace("auth-service-prod-rotation", "rotate-everything"),
    "of another service": own.replace("auth-service", "web"),
    "of another environment": own.replace("prod", "stage"),
    "in another account": own.replace("111122223333", "444455556666"),
    "in another Region": own.replace("eu-west-1", "us-east-1"),
    "in another partition": own.replace("arn:aws:", "arn:aws-cn:"),
    "that is a version of it": `${own}:7`,
  };
  for (const [title, functionArn] of Object.entries(foreign)) {
    it(`knows a function ${title} for another one`, () => {
      assert.ok(!isOwnRotationFunction(functionArn, secret));
    });
  }

  it("knows no function of a secret that belongs to no service", () => {
    assert.ok(!isOwnRotationFunction(own, secret.replace("auth-service-prod-config", "mongodb-admin")));
  });
});

describe("functionNameOf", () => {
  it("reads a function's name out of its ARN, and takes a name as it is", () => {
    assert.equal(functionNameOf(own), "auth-service-prod-rotation");
    assert.equal(functionNameOf("your-own"), "your-own");
  });
});
