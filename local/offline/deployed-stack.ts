import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { z } from "zod";

import { parseStackName } from "../../naming";
import { withUnknownFirstValues } from "./preview/first-values";
import { readStackSettings, type StackSettings } from "./preview/stack-settings";
import { type OwnAnswers } from "./provider-answers";
import { record, type Recording } from "./recorder";
import { type Properties } from "./wire-values";

export interface DeployedStackOptions {
  /** The project's folder. */
  folder: string;
  stack: string;
  /** The stack's file. @default "Pulumi.<stack>.yaml" in the project's folder */
  configFile?: string | undefined;
  /** The account that the stack is taken to be in, 12 digits. */
  accountId: string;
}

/** A stack as it would be once it is deployed. */
export interface DeployedStack {
  recording: Recording<unknown>;
  /** Those who come through the wall around its secrets, as they are declared. */
  administrators: string[];
}

/**
 * Runs a stack's program as if it were deployed, without an engine or an account; of a part of an environment, that of the
 * environment's stack before.
 *
 * @throws InputError for a wrong file; RunError where the program refuses its configuration
 */
export async function recordDeployed(options: DeployedStackOptions): Promise<DeployedStack> {
  const { folder, stack, configFile, accountId } = options;
  const settings = withUnknownFirstValues(readStackSettings(folder, stack, configFile));
  const environment = await environmentOf(settings, options);
  const administrators = environment?.administrators ?? declaredAdministrators(settings);
  const recording = await record(() => runAnew(resolve(folder, settings.main)), {
    project: settings.project,
    stack,
    config: settings.config,
    secretKeys: settings.encrypted,
    ...answers(accountId, administrators, environment),
  });
  return { recording, administrators };
}

/** Answers a part's reference to its environment's stack, by what that stack says once it is deployed; none for other stacks. */
export async function referenceAnswers(
  settings: StackSettings,
  place: Pick<DeployedStackOptions, "folder" | "accountId">,
): Promise<OwnAnswers> {
  const environment = await environmentOf(settings, place);
  return environment ? { newResource: ({ type }) => referenced(type, environment) } : {};
}

async function environmentOf(
  { project, stack, config }: StackSettings,
  { folder, accountId }: Pick<DeployedStackOptions, "folder" | "accountId">,
): Promise<DeployedStack | undefined> {
  const name = parseStackName(stack);
  if (name?.part === undefined || config[`${project}:environmentStack`] === undefined) return undefined;
  return recordDeployed({ folder, stack: name.environment, accountId });
}

function referenced(type: string, environment: DeployedStack | undefined): Properties {
  if (type !== "pulumi:pulumi:StackReference" || environment === undefined) return {};
  return { outputs: environment.recording.root.outputs, secretOutputNames: [] };
}

/**
 * The account that stacks' administrators are in. All stacks are taken to be in it: in accounts of their own, they are
 * kept apart by more than what is shown.
 */
export function accountOf(folder: string, stacks: readonly string[]): string {
  const arns = stacks.flatMap((stack) => declaredAdministrators(readStackSettings(folder, stack)));
  return /::(\d{12}):/.exec(arns.join())?.[1] ?? "123456789012";
}

const accessSetting = z
  .object({ administrators: z.array(z.string()).catch([]) })
  .catch({ administrators: [] });

function declaredAdministrators({ project, config }: StackSettings): string[] {
  try {
    return accessSetting.parse(JSON.parse(config[`${project}:access`] ?? "{}")).administrators;
  } catch {
    return []; // the program says what is wrong
  }
}

/** Whoever deploys is one of those who may; a VPC has some parts. */
function answers(
  accountId: string,
  [deployer = `arn:aws:iam::${accountId}:user/offline`]: string[],
  environment: DeployedStack | undefined,
): OwnAnswers {
  const arn = deployer.replaceAll("*", "any").replaceAll("?", "x");
  return {
    accountId,
    call: (token) =>
      token === "aws:index/getCallerIdentity:getCallerIdentity"
        ? { id: accountId, accountId, arn, userId: "AIDAOFFLINE" }
        : undefined,
    newResource: ({ type }): Properties => {
      if (type === "aws:ec2/vpcEndpoint:VpcEndpoint") return { prefixListId: "pl-00000000" };
      if (type !== "awsx:ec2:Vpc") return referenced(type, environment);
      const subnets = (kind: string) => [`subnet-${kind}1`, `subnet-${kind}2`];
      return {
        vpcId: "vpc-00000000",
        privateSubnetIds: subnets("private"),
        publicSubnetIds: subnets("public"),
        isolatedSubnetIds: subnets("isolated"),
        routeTables: [{ id: "rtb-00000000" }],
      };
    },
  };
}

/** Loads the program once more, whatever it was loaded for before. */
function runAnew(main: string): unknown {
  const load = createRequire(join(main, "package.json"));
  const file = load.resolve(main);
  Reflect.deleteProperty(require.cache, file);
  return load(file);
}
