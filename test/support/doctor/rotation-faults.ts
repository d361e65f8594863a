import { randomUUID } from "node:crypto";

import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import {
  CancelRotateSecretCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { callJson, eventually } from "../local-aws";
import { zipOf } from "../zip";
import { changeRole, restoreRole } from "./access-faults";
import { type Fault } from "./fault";
import { type HealthyStack, rolloutName, rotationName, secretName } from "./healthy-stack";

const FunctionName = rotationName;
const subject = rotationName;
const kept = new Map<string, string>();

/** Changes a function's settings for as long as a fault lasts. */
function withSettings(broken: object, whole: object): Pick<Fault, "make" | "undo"> {
  const change = (settings: object) => (stack: HealthyStack) =>
    stack.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...settings }));
  return { make: change(broken), undo: change(whole) };
}

const withId = z.object({ Statement: z.array(z.object({ Sid: z.string() })) });

async function removePermissions({ lambda }: HealthyStack): Promise<void> {
  const { Policy = "" } = await lambda.send(new GetPolicyCommand({ FunctionName }));
  const { Statement } = withId.parse(JSON.parse(Policy));
  for (const { Sid: StatementId } of Statement) {
    await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
  }
}

function permit({ lambda }: HealthyStack, SourceArn: string) {
  const StatementId = secretName;
  const Principal = "secretsmanager.amazonaws.com";
  const permission = { StatementId, Action: "lambda:InvokeFunction", Principal, SourceArn };
  return lambda.send(
    new AddPermissionCommand({ FunctionName, ...permission, SourceAccount: "000000000000" }),
  );
}

async function removeFunction({ lambda }: HealthyStack, name: string): Promise<void> {
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
  kept.set("role", Configuration?.Role ?? "");
  kept.set("variables", JSON.stringify(Configuration?.Environment?.Variables ?? {}));
  await lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
}

async function makeFunctionAgain({ lambda }: HealthyStack, name: string): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: kept.get("role"),
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Timeout: 600,
      Code: { ZipFile: zipOf("index.js", "exports.handler = async () => {};") },
      Environment: {
        Variables: z.record(z.string(), z.string()).parse(JSON.parse(kept.get("variables") ?? "")),
      },
    }),
  );
}

/** Puts a version that nobody finishes. */
async function leavePending(stack: HealthyStack): Promise<void> {
  kept.set("pending", randomUUID());
  await stack.secretsManager.send(
    new PutSecretValueCommand({
      SecretId: secretName,
      SecretString: JSON.stringify({ ...stack.values, JWT_SECRET: randomUUID() }),
      ClientRequestToken: kept.get("pending"),
      VersionStages: ["AWSPENDING"],
    }),
  );
}

const logEvents = z.object({ events: z.array(z.object({ message: z.string() })) });

/** Has a rotation begin that cannot write. */
async function failToRotate(stack: HealthyStack): Promise<void> {
  const ClientRequestToken = randomUUID();
  kept.set("pending", ClientRequestToken);
  await changeRole(stack, rotationName, withoutMoving);
  await stack.secretsManager.send(new RotateSecretCommand({ SecretId: secretName, ClientRequestToken }));
  await eventually(async () => {
    const request = { logGroupName: `/aws/lambda/${rotationName}` };
    const { events } = logEvents.parse(await callJson("logs", "Logs_20140328.FilterLogEvents", request));
    const ofToken = events.filter(({ message }) => message.includes(ClientRequestToken));
    return ofToken.some(({ message }) => message.includes('"outcome":"failed"')) ? true : undefined;
  }, 60);
  await restoreRole(stack, rotationName);
}

/** Leaves out UpdateSecretVersionStage, which the last step needs. */
const withoutMoving = ({ Action, ...statement }: { Sid: string; [element: string]: unknown }) => [
  {
    ...statement,
    Action: [Action].flat().filter((action) => action !== "secretsmanager:UpdateSecretVersionStage"),
  },
];

/** What keeps a secret from being rotated. */
export const rotationFaults: readonly Fault[] = [
  {
    what: "a rotation that was cancelled",
    make: ({ secretsManager }) =>
      secretsManager.send(new CancelRotateSecretCommand({ SecretId: secretName })),
    undo: async (stack) => {
      const rotation = { SecretId: secretName, RotateImmediately: false };
      await stack.secretsManager.send(new RotateSecretCommand(rotation));
      await stack.tested();
    },
    problems: [`rotation-enabled: ${secretName}`],
    evidence: /^its rotation is off, and JWT_SECRET, JWT_SECRET_PREVIOUS should be rotated$/,
  },
  {
    what: "a rotation that is overdue",
    make: () => Promise.resolve(),
    undo: () => Promise.resolve(),
    later: 40 * 24,
    problems: [`rotation-due: ${secretName}`],
    evidence: /^it should have been rotated by 20.+Z$/,
  },
  {
    what: "a leftover AWSPENDING",
    make: leavePending,
    undo: (stack) => stack.removeLabel("AWSPENDING", kept.get("pending") ?? ""),
    later: 2,
    problems: [`rotation-pending: ${secretName}`],
    evidence: /^AWSPENDING was left on version .+, and no rotation begins until it is gone$/,
  },
  {
    what: "a rotation role that may not write",
    make: (stack) => changeRole(stack, rotationName, withoutMoving),
    undo: (stack) => restoreRole(stack, rotationName),
    problems: [`role-policy: ${subject}`],
    evidence:
      /secretsmanager:UpdateSecretVersionStage is implicitly denied \(no identity policy allows it\)$/,
  },
  {
    what: "a permission for another secret",
    make: async (stack) => {
      await removePermissions(stack);
      await permit(stack, `${stack.secretArn}2`);
    },
    undo: async (stack) => {
      await removePermissions(stack);
      await permit(stack, stack.secretArn);
    },
    problems: [`function-permission: ${subject}`],
    evidence: /^Secrets Manager may not call it for auth-service-prod-config: implicitly denied/,
  },
  {
    what: "a function that may not run",
    make: ({ lambda }) =>
      lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 })),
    undo: ({ lambda }) =>
      lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 2 })),
    problems: [`function-concurrency: ${subject}`],
    evidence: /^its reserved concurrency is 0, so that every call of it is throttled$/,
  },
  {
    what: "a runtime that is deprecated",
    ...withSettings({ Runtime: "nodejs18.x" }, { Runtime: "nodejs24.x" }),
    problems: [`function-runtime: ${subject}`],
    evidence: /^its runtime nodejs18\.x is deprecated since 2025-09-01$/,
  },
  {
    what: "a timeout that is too short",
    ...withSettings({ Timeout: 3 }, { Timeout: 600 }),
    problems: [`function-settings: ${subject}`],
    evidence: /^its timeout is 3 s, too short to rotate$/,
  },
  {
    what: "a rotation that fails in its last step",
    make: failToRotate,
    undo: async (stack) => {
      await stack.removeLabel("AWSPENDING", kept.get("pending") ?? "");
      await stack.secretsManager.send(new RotateSecretCommand({ SecretId: secretName }));
      await eventually(async () => {
        const { VersionIdsToStages = {} } = await stack.describe();
        const first = VersionIdsToStages[stack.firstVersion] ?? [];
        return first.includes("AWSPREVIOUS") ? true : undefined;
      }, 60);
      await stack.putBack();
    },
    problems: [`rotation-pending: ${secretName}`, `function-log: ${subject}`],
    evidence: /^AWSPENDING was left on version /,
  },
  {
    what: "a rollout that was held",
    make: (stack) => stack.addLabel("HELD", stack.firstVersion),
    undo: (stack) => stack.removeLabel("HELD", stack.firstVersion),
    problems: [`rollout-state: ${secretName}`],
    evidence: /cannot be brought back by itself$/,
  },
  {
    what: "a new value that reaches no task",
    make: (stack) => stack.put(JSON.stringify({ ...stack.values, API_KEY: randomUUID() })),
    undo: (stack) => stack.putBack(),
    later: 2,
    problems: [`tasks-current: ${secretName}`],
    evidence: /2 of 2 started with another one$/,
  },
  {
    what: "a rotation function that is gone",
    make: (stack) => removeFunction(stack, FunctionName),
    undo: async (stack) => {
      await makeFunctionAgain(stack, FunctionName);
      await permit(stack, stack.secretArn);
    },
    problems: [`function-exists: ${subject}`],
    evidence: /^there is no such function$/,
  },
  {
    what: "a rollout function that is gone",
    make: (stack) => removeFunction(stack, rolloutName),
    undo: (stack) => makeFunctionAgain(stack, rolloutName),
    problems: [`function-exists: ${rolloutName}`],
    evidence: /^there is no such function$/,
  },
];
