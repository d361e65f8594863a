import { createRequire } from "node:module";

import { requiredFirstValues } from "../../config/first-values";
import { partSchema, stackSchema } from "../../config/stack-schema";
import { record, type Recording } from "../../local/offline/recorder";
import { type Properties } from "../../local/offline/wire-values";
import { type Environment, parseStackName } from "../../naming";
import { networkAnswers } from "./components";
import { shippedSettings } from "./stack-files";
import { changed, type Settings } from "./stack-config";
import { secretText } from "./secret-text";

const load = createRequire(__filename);
const deployer = "arn:aws:iam::111122223333:role/deploy-prod";

export interface WholeStack {
  /** Where it is deployed. @default the commercial region of the shipped stacks */
  place?: { partition: string; region: string; dnsSuffix: string };
  /** What is not as shipped, by path such as `access.rolePath`. */
  changes?: Settings;
  /** The settings that it starts from. @default those of the shipped stack */
  settings?: Settings;
  /** The stack's name. @default the environment's */
  stack?: string;
  /** Whether to record it as a first preview, and not as an update. @default false */
  preview?: boolean;
}

/** Records the program as it deploys a shipped stack, with new first values; in prod, by a user who comes through the wall. */
export function recordStack(environment: Environment, whole: WholeStack = {}): Promise<Recording<unknown>> {
  const {
    changes = {},
    settings: given = shippedSettings(environment),
    stack = environment,
    preview = false,
    place = { partition: "aws", region: "eu-west-1", dnsSuffix: "amazonaws.com" },
  } = whole;
  const { partition, region, dnsSuffix } = place;
  const text = JSON.stringify(changed(given, changes))
    .replaceAll(deployer, "arn:aws:iam::123456789012:user/offline")
    .replaceAll("arn:aws:", `arn:${partition}:`)
    .replaceAll("eu-west-1", region)
    .replaceAll("amazonaws.com", dnsSuffix);
  const settings = stackSchema.parse(JSON.parse(text));
  const own = Object.entries(settings).map(([key, value]): [string, string] => [
    `secret-backed-services:${key}`,
    JSON.stringify(value),
  ]);
  const services = settings.replicaOf === undefined ? settings.services : [];
  const values = requiredFirstValues(services, environment).map(({ configKey }): [string, string] => [
    `secret-backed-services:${configKey}`,
    secretText(),
  ]);
  return record(runProgram, {
    stack,
    preview,
    config: { "aws:region": region, ...Object.fromEntries([...own, ...values]) },
    secretKeys: values.map(([key]) => key),
    newResource: networkAnswers.newResource,
  });
}

export interface WholePart {
  /** What the environment's stack says, as its outputs. @default what the shipped stack says once it is deployed */
  outputs?: Properties | undefined;
  settings: Settings;
  /** Whether to record it as a first preview. @default false */
  preview?: boolean;
}

/** Records the program as it deploys a part of an environment's services, with new first values. */
export async function recordPart(stack: string, part: WholePart): Promise<Recording<unknown>> {
  const { environment } = parseStackName(stack) ?? {};
  if (environment === undefined) throw new TypeError(`${stack} is no stack's name`);
  const outputs = part.outputs ?? (await recordStack(environment)).root.outputs;
  const settings = partSchema.parse(part.settings);
  const values = requiredFirstValues(settings.services, environment).map(
    ({ configKey }): [string, string] => [`secret-backed-services:${configKey}`, secretText()],
  );
  return record(runProgram, {
    stack,
    preview: part.preview ?? false,
    config: {
      "aws:region": "eu-west-1",
      ...Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
          `secret-backed-services:${key}`,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      ),
      ...Object.fromEntries(values),
    },
    secretKeys: values.map(([key]) => key),
    newResource: ({ type }): Properties =>
      type === "pulumi:pulumi:StackReference" ? { outputs, secretOutputNames: [] } : {},
  });
}

/** Loads the program anew, whatever it was loaded for before. */
function runProgram(): unknown {
  Reflect.deleteProperty(load.cache, load.resolve("../../index"));
  return load("../../index");
}
