import * as pulumi from "@pulumi/pulumi";

import { type PartConfig, readStackConfig, type StackConfig } from "../../config";
import { record } from "../../local/offline/recorder";
import { secretText } from "./secret-text";

/** The project's settings by key; objects, lists, numbers and booleans as they are in a stack file. */
export type Settings = Readonly<Record<string, unknown>>;

/** What is in a stack's configuration, and how it is selected. */
export interface TestStack {
  settings: Settings;
  /** @default "test" */
  stack?: string;
  /** First values by key, encrypted. */
  values?: Readonly<Record<string, string>>;
  /** Keys of the project that are stored in plain text, beside the settings. */
  plainText?: Readonly<Record<string, string>>;
  /** Configuration of other packages by full key. @default the region eu-west-1 */
  others?: Record<string, string>;
  /** Whether to read it as in a preview. @default false */
  preview?: boolean;
}

/** A small stack that is valid in every environment but prod, which needs {@link validAccess} too. */
export const validSettings = {
  network: { existing: { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-00000001"] } },
  services: [
    {
      name: "auth-service",
      image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/auth-service@sha256:${"0".repeat(64)}`,
      cpu: 256,
      memory: 512,
      secrets: [
        { type: "config", keys: { API_KEY: { source: "supplied" }, JWT_SECRET: { source: "generated" } } },
      ],
    },
  ],
};

/** Access that is valid in an environment: in prod somebody must come through the wall. */
export function validAccess(environment: string): Settings {
  const administrators = ["arn:aws:iam::111122223333:role/administrator"];
  return environment === "prod" ? { access: { administrators } } : {};
}

/** The first values that {@link validSettings} need in an environment, new for each call. */
export function validValues(environment = "test"): Record<string, string> {
  return { [`auth-service-${environment}-config.API_KEY`]: secretText() };
}

/** Settings with some of them changed, by path such as `services[0].cpu`; `undefined` removes one. */
export function changed(settings: Settings, changes: Settings): Settings {
  const copy = structuredClone(settings);
  for (const [path, value] of Object.entries(changes)) {
    const parts = path.split(/[.[\]]+/).filter((part) => part !== "");
    const last = parts.pop() ?? "";
    const owner = parts.reduce<unknown>((at, part) => Reflect.get(asObject(at, path), part), copy);
    if (value === undefined) Reflect.deleteProperty(asObject(owner, path), last);
    else Reflect.set(asObject(owner, path), last, value);
  }
  return copy;
}

function asObject(value: unknown, path: string): object {
  if (typeof value !== "object" || value === null)
    throw new TypeError(`there is nothing to change at ${path}`);
  return value;
}

/** Reads the configuration of a stack that makes an environment as the program does. */
export async function readConfig(test: TestStack): Promise<StackConfig> {
  const config = await readStack(test);
  if (config.part !== undefined) throw new TypeError(`${config.stack} is a part`);
  return config;
}

/** Reads any stack's configuration as the program does. */
export async function readStack(test: TestStack): Promise<StackConfig | PartConfig> {
  const { settings, stack = "test", values = {}, plainText = {}, preview = false } = test;
  const own = new Map<string, string>();
  for (const [key, value] of Object.entries({ ...settings, ...values, ...plainText })) {
    if (value === undefined) continue;
    own.set(`secret-backed-services:${key}`, typeof value === "string" ? value : JSON.stringify(value));
  }
  const others = test.others ?? { "aws:region": "eu-west-1" };
  const secretKeys = Object.keys(values).map((key) => `secret-backed-services:${key}`);
  const options = { stack, preview, config: { ...others, ...Object.fromEntries(own) }, secretKeys };
  // The recorder takes a plain object for stack outputs, which would await every value in it.
  const { result } = await record(() => [readStackConfig()] as const, options);
  return result[0];
}

/** The problems that a stack's configuration has, one line each, as Pulumi prints them: without a stack trace. */
export async function problemsIn(test: TestStack): Promise<string[]> {
  try {
    await readStack(test);
    return [];
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    return error.message.split("\n");
  }
}
