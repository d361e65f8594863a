import { randomUUID } from "node:crypto";

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  RestoreSecretCommand,
} from "@aws-sdk/client-secrets-manager";

import { type Fault } from "./fault";
import { type HealthyStack, secretName } from "./healthy-stack";

const undone = (stack: HealthyStack) => stack.takeAsDeclared();
const putBack = (stack: HealthyStack) => stack.putBack();
const otherSecret = "auth-service-prod-api-keys";
const deleteAtOnce = (name: string) => (stack: HealthyStack) =>
  stack.secretsManager.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }));

/** What is wrong with a secret, or with how a task names it. */
export const secretFaults: readonly Fault[] = [
  {
    what: "a partial ARN that ends in a hyphen and six characters",
    make: (stack) => stack.take(`${stack.secretArn.slice(0, -7)}:JWT_SECRET::`),
    undo: undone,
    problems: ["reference-form: JWT_SECRET"],
    evidence: /as that ends in a hyphen and six characters itself, Secrets Manager takes it for a full ARN/,
  },
  {
    what: "a name in place of an ARN",
    make: (stack) => stack.take(secretName),
    undo: undone,
    problems: ["reference-form: JWT_SECRET"],
    evidence: /is the name auth-service-prod-config, which ECS takes for a parameter of Systems Manager$/,
  },
  {
    what: "a key without the two empty fields behind it",
    make: (stack) => stack.take(`${stack.secretArn}:JWT_SECRET`),
    undo: undone,
    problems: ["reference-form: JWT_SECRET"],
    evidence: /must end in the key and "::", or with the ARN$/,
  },
  {
    what: "a version that a task is fixed to",
    make: (stack) => stack.take(`${stack.secretArn}:JWT_SECRET::${stack.firstVersion}`),
    undo: undone,
    problems: ["reference-form: JWT_SECRET"],
    evidence: /is fixed to .+, so that no rotated value reaches the task$/,
  },
  {
    what: "a secret of another environment",
    make: async (stack) => {
      const SecretString = JSON.stringify({ JWT_SECRET: randomUUID() });
      const request = { Name: "auth-service-test-config", SecretString };
      const { ARN = "" } = await stack.secretsManager.send(new CreateSecretCommand(request));
      await stack.take(`${ARN}:JWT_SECRET::`);
    },
    undo: async (stack) => {
      await undone(stack);
      await deleteAtOnce("auth-service-test-config")(stack);
    },
    problems: ["reference-environment: JWT_SECRET"],
    evidence: /^it takes auth-service-test-config, a secret of test, in prod$/,
  },
  {
    what: "a secret of another Region",
    make: (stack) => stack.take(`${stack.secretArn.replace("us-east-1", "eu-west-1")}:JWT_SECRET::`),
    undo: undone,
    problems: ["reference-region: JWT_SECRET"],
    evidence: /^its valueFrom names auth-service-prod-config in eu-west-1, not us-east-1$/,
  },
  {
    what: "a secret that is not there",
    make: (stack) => {
      const arn = stack.secretArn.replace(/config-.{6}$/, "credentials-Qq0Qq0");
      return stack.take(`${arn}:JWT_SECRET::`);
    },
    undo: undone,
    problems: ["secret-exists: auth-service-prod-credentials"],
    evidence: /^there is no such secret in this account and Region$/,
  },
  {
    what: "a secret that was deleted and made anew",
    make: (stack) => stack.take(`${stack.secretArn.slice(0, -6)}Qq0Qq0:JWT_SECRET::`),
    undo: undone,
    problems: [`secret-exists: ${secretName}`],
    evidence: /^it was made anew: its ARN ends in \w{6}, and the tasks ask for Qq0Qq0$/,
  },
  {
    what: "a key that no version has, but a task takes",
    make: (stack) => stack.take(`${stack.secretArn}:JWT_SIGNING_KEY::`),
    undo: undone,
    problems: [`secret-keys: ${secretName}`],
    evidence: /^it lacks JWT_SIGNING_KEY; its keys are API_KEY, JWT_SECRET, JWT_SECRET_PREVIOUS$/,
  },
  {
    what: "a deletion that is scheduled",
    make: ({ secretsManager }) =>
      secretsManager.send(new DeleteSecretCommand({ SecretId: secretName, RecoveryWindowInDays: 30 })),
    undo: ({ secretsManager }) => secretsManager.send(new RestoreSecretCommand({ SecretId: secretName })),
    problems: [`secret-in-use: ${secretName}`],
    evidence: /^its deletion is scheduled \(DeletedDate .+Z\); until it is restored, nobody can read it$/,
  },
  {
    what: "a secret without a value",
    make: ({ secretsManager }) => {
      const Tags = [
        { Key: "Environment", Value: "prod" },
        { Key: "Keys", Value: "API_KEY:manual" },
      ];
      return secretsManager.send(new CreateSecretCommand({ Name: otherSecret, Tags }));
    },
    undo: deleteAtOnce(otherSecret),
    problems: [`secret-has-value: ${otherSecret}`],
    evidence: /^no version of it is AWSCURRENT$/,
  },
  {
    what: "a value that is no JSON",
    make: (stack) => stack.put(randomUUID()),
    undo: putBack,
    problems: [`secret-is-json: ${secretName}`],
    evidence: /^its value is no JSON object, so that no key of it can be taken$/,
  },
  {
    what: "values that are no strings",
    make: (stack) => stack.put(JSON.stringify({ ...stack.values, API_KEY: 17, JWT_SECRET: null })),
    undo: putBack,
    problems: [`secret-strings: ${secretName}`],
    evidence: /^API_KEY, JWT_SECRET are no strings/,
  },
  {
    what: "a declared key that is missing",
    make: (stack) => {
      const { JWT_SECRET, JWT_SECRET_PREVIOUS } = stack.values;
      return stack.put(JSON.stringify({ JWT_SECRET, JWT_SECRET_PREVIOUS }));
    },
    undo: putBack,
    problems: [`secret-keys: ${secretName}`],
    evidence: /^it lacks API_KEY; its keys are JWT_SECRET, JWT_SECRET_PREVIOUS$/,
  },
];
