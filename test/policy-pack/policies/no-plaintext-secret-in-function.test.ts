import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { noPlaintextSecretInFunction as policy } from "../../../policy-pack/policies/no-plaintext-secret-in-function";
import { lambdaFunction } from "../functions";
import { knownInUpdate, secret } from "../programs";
import { reports } from "../reports";
import { secretText } from "../../support/secret-text";

const lambda = (variables: pulumi.Input<Record<string, pulumi.Input<string>>>) => () =>
  lambdaFunction({ environment: { variables } });
const fault = (name: string, how: string) =>
  `mandatory Function rotate: environment.variables.${name} holds a secret in plain text (${how} confidence): put it into Secrets Manager, and its ARN here`;
const undetermined = (place: string) =>
  `advisory Function rotate: undetermined at preview: ${place} (judged during the update, before the resource is made)`;

describe("no-plaintext-secret-in-function", () => {
  it("accepts settings and references", async () => {
    const variables = {
      LOG_LEVEL: "info",
      SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x",
    };
    assert.deepEqual(await reports(policy, lambda(variables)), []);
    assert.deepEqual(await reports(policy, () => lambdaFunction()), []);
    assert.deepEqual(await reports(policy, () => lambda({ SECRET_ARN: secret().arn })()), []);
  });

  it("refuses a credential by its shape and by its name, and does not repeat it", async () => {
    const [token, password] = [
      `sk_live_${secretText(randomBytes(12).toString("hex"))}`,
      secretText(randomBytes(12).toString("hex")),
    ];
    const found = await reports(policy, lambda({ STRIPE: token, DB_PASSWORD: password }));
    assert.deepEqual(found, [
      fault("DB_PASSWORD", "secret-name, medium"),
      fault("STRIPE", "stripe-key, high"),
    ]);
    assert.ok(!found.join("").includes(token) && !found.join("").includes(password));
  });

  it("accepts what the settings call no secret", async () => {
    const policyConfig = { [policy.name]: { notSecret: ["DB_PASSWORD"] } };
    const program = lambda({ DB_PASSWORD: secretText(randomBytes(12).toString("hex")) });
    assert.deepEqual(await reports(policy, program, { policyConfig }), []);
  });

  it("refuses a generated credential at first preview, by where it comes from", async () => {
    const program = () => {
      const { result } = new random.RandomPassword("db", { length: 20 });
      lambda({ DB_PASSWORD: pulumi.unsecret(result) })();
    };
    assert.deepEqual(await reports(policy, program), [
      "mandatory Function rotate: environment holds a value of random:index/randomPassword:RandomPassword db in plain text: put it into Secrets Manager, and its ARN here",
    ]);
  });

  it("leaves other values that are not known yet undetermined where their name speaks of a credential", async () => {
    assert.deepEqual(await reports(policy, () => lambda({ QUEUE_URL: knownInUpdate("x") })()), []);
    const named = () => lambda({ DB_PASSWORD: knownInUpdate("correct-horse-9") })();
    assert.deepEqual(await reports(policy, named), [undetermined("environment.variables.DB_PASSWORD")]);
    assert.deepEqual(await reports(policy, named, { preview: false }), [
      fault("DB_PASSWORD", "secret-name, medium"),
    ]);
    assert.deepEqual(await reports(policy, () => lambda(knownInUpdate({ A: "b" }))()), [
      undetermined("environment.variables"),
    ]);
  });
});
